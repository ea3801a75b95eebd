package org.sallyport.encryption.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.TestDomain;

class EncryptionServerTest {
  @TempDir Path folder;

  @Test
  void a_locked_server_answers_nothing_but_that_it_is_locked() throws Exception {
    try (var server = RunningServer.locked(folder)) {
      for (var path : List.of("/v1/server", "/v1/health", "/openapi.json")) {
        var answer = server.call("GET", path, "");

        assertThat(answer.statusCode()).as(path).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(answer.body()).contains("urn:sallyport:problem:locked");
      }
      assertThat(server.server.admin().missing().getFirst()).contains("first ignition passphrase");
    }
  }

  @Test
  void an_unlocked_server_says_whose_it_is() throws Exception {
    try (var server = RunningServer.open(folder)) {
      var answer = server.call("GET", "/v1/server", "");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("Example Ltd", "BEGIN PGP PUBLIC KEY BLOCK");
      assertThat(server.call("GET", "/v1/health", "").statusCode()).isEqualTo(200);
      assertThat(server.server.admin().missing()).isEmpty();
    }
  }

  @Test
  void each_node_of_a_store_is_unlocked_by_itself() throws Exception {
    try (var one = RunningServer.open(folder);
        var other = RunningServer.locked(folder)) {
      assertThat(one.call("GET", "/v1/health", "").statusCode()).isEqualTo(200);
      assertThat(other.call("GET", "/v1/health", "").statusCode()).isEqualTo(503);
      assertThat(other.server.admin().missing().getFirst()).contains("unlock it");
    }
  }

  @Test
  void a_store_that_cannot_be_opened_is_named() {
    var settings = TestDomain.settings(folder, List.of());

    assertThat(EncryptionServer.open(settings, "test", Clock.systemUTC()))
        .isInstanceOfSatisfying(
            EncryptionServer.Opening.Refused.class,
            refused -> assertThat(refused.problems().getFirst()).startsWith("encryption.store: "));
  }
}
