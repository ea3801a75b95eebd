package org.sallyport.encryption.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.encryption.role.TestClient.problem;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.encryption.role.TestClient;
import org.sallyport.encryption.settings.ClientLimitSettings;
import org.sallyport.testkit.MutableClock;

class ClientLimitsTest {
  private static final int AT_ONCE = 10;

  @TempDir Path folder;
  private RunningServer server;
  private TestClient client;

  @BeforeEach
  void open() throws Exception {
    var limits = Map.<String, Object>of("clientLimits", new ClientLimitSettings(1, 1));
    server = RunningServer.open(folder, usual -> TestDomain.with(usual, limits));
    client = TestClient.of(server, "ada@example.com");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String batch(int number) {
    return """
    {"batch":"b_01234567%02d","lines":[{"at":"%s","level":"info","event":"x"}]}\
    """
        .formatted(number, Instant.now());
  }

  @Test
  void one_client_cannot_fill_the_store_with_its_log() throws Exception {
    for (int i = 0; i < AT_ONCE; i++) {
      assertThat(client.ask(server, "POST", "/v1/logs", batch(i)).statusCode()).isEqualTo(200);
    }
    var refused = client.ask(server, "POST", "/v1/logs", batch(AT_ONCE));
    assertThat(problem(refused)).isEqualTo("429 too-fast");
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);

    var other = TestClient.of(server, "bob@example.com");
    assertThat(other.ask(server, "POST", "/v1/logs", batch(0)).statusCode()).isEqualTo(200);
  }

  @Test
  void one_client_cannot_fill_the_store_with_sessions() throws Exception {
    for (int i = 1; i < AT_ONCE; i++) {
      client.open(server);
    }
    assertThat(problem(client.signed(server, "POST", "/v1/sessions", "{}")))
        .isEqualTo("429 too-fast");
    TestClient.of(server, "bob@example.com");
  }

  @Test
  void what_was_used_up_comes_back_with_time() {
    var clock = new MutableClock(TestDomain.START);
    var rate = new ClientRate("tests", 2, clock);
    for (int i = 0; i < 20; i++) {
      assertThat(rate.refusal("c_1")).isEmpty();
    }
    assertThat(rate.refusal("c_1").orElseThrow().headers()).containsEntry("Retry-After", "30");
    clock.advance(Duration.ofSeconds(30));
    assertThat(rate.refusal("c_1")).isEmpty();
    assertThat(rate.refusal("c_1")).isPresent();
  }
}
