package org.sallyport.encryption.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sallyport.encryption.role.TestClient.problem;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.client.Added;
import org.sallyport.encryption.client.Machine;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.encryption.role.TestClient;
import org.sallyport.kernel.SignedRequest;

@ParameterizedClass
@EnumSource
class SessionsTest {
  private static final String STATE =
      "{\"version\":\"1.0\",\"policySerial\":7,\"keys\":[\"%s\"]}".formatted("AB".repeat(20));

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  @TempDir Path other;
  private RunningServer one;
  private RunningServer two;

  @BeforeEach
  void open() throws Exception {
    one = RunningServer.open(stores, folder);
    two = RunningServer.open(stores, folder);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  private int status(TestClient client, RunningServer server) throws Exception {
    return client.ask(server, "POST", "/v1/state", STATE).statusCode();
  }

  @Test
  void a_session_of_one_node_is_good_on_every_node() throws Exception {
    var client = TestClient.of(one, "ada@example.com");

    assertThat(status(client, two)).isEqualTo(204);
    var kept = two.domain().store().read(in -> two.domain().clients().find(in, client.id));
    assertThat(kept.orElseThrow().version()).isEqualTo("1.0");
    assertThat(kept.orElseThrow().policySerial()).isEqualTo(OptionalLong.of(7));
    assertThat(kept.orElseThrow().keys()).containsExactly("AB".repeat(20));
  }

  @Test
  void a_revoked_client_loses_its_session_on_every_node() throws Exception {
    var client = TestClient.of(one, "ada@example.com");
    assertThat(status(client, two)).isEqualTo(204);

    one.domain().store().write(in -> one.domain().clients().revoke(in, "test", client.id));

    assertThat(status(client, one)).isEqualTo(401);
    await().atMost(Duration.ofSeconds(30)).until(() -> status(client, two) == 401);
    assertThat(problem(client.ask(two, "POST", "/v1/state", STATE))).isEqualTo("401 session");
    assertThat(problem(client.signed(two, "POST", "/v1/sessions", "{}"))).isEqualTo("401 revoked");
  }

  @Test
  void a_disabled_person_is_let_in_again_once_enabled() throws Exception {
    var client = TestClient.of(one, "ada@example.com");
    state(Consumer.State.DISABLED);
    assertThat(status(client, one)).isEqualTo(401);
    assertThat(problem(client.signed(one, "POST", "/v1/sessions", "{}"))).isEqualTo("403 disabled");

    state(Consumer.State.ACTIVE);
    assertThat(status(client, one)).isEqualTo(204);
  }

  private void state(Consumer.State state) {
    var domain = one.domain();
    domain
        .store()
        .write(
            in -> {
              var ada = domain.consumers().page(in, "ada", "", 1).getFirst();
              return domain.consumers().state(in, "test", ada.id(), state);
            });
  }

  @Test
  void a_signature_opens_one_session() throws Exception {
    var client = TestClient.of(one, "ada@example.com");
    var proof = client.proof("POST", "/v1/sessions", "{}", Instant.now());
    var first = one.call("POST", "/v1/sessions", "{}", "Authorization", proof);
    var again = two.call("POST", "/v1/sessions", "{}", "Authorization", proof);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(problem(again)).isEqualTo("401 unproven");
  }

  @Test
  void a_stranger_opens_none() throws Exception {
    var ada = TestClient.of(one, "ada@example.com");
    var stranger = new TestClient();
    stranger.id = ada.id;
    assertThat(problem(stranger.signed(one, "POST", "/v1/sessions", "{}")))
        .isEqualTo("401 unproven");
    stranger.id = "c_unknown";
    assertThat(problem(stranger.signed(one, "POST", "/v1/sessions", "{}")))
        .isEqualTo("401 unknown-client");
    assertThat(problem(one.call("POST", "/v1/sessions", "{}"))).isEqualTo("401 unproven");
    var late = ada.proof("POST", "/v1/sessions", "{}", Instant.now().plusSeconds(600));
    var answer = one.call("POST", "/v1/sessions", "{}", "Authorization", late);
    assertThat(problem(answer)).isEqualTo("401 clock");
    assertThat(answer.headers().firstValue("Date")).isPresent();
  }

  @Test
  void foreign_cookies_and_other_schemes_are_nothing() throws Exception {
    var client = TestClient.of(one, "ada@example.com");
    assertThat(
            client
                .ask(one, "POST", "/v1/state", STATE, "Cookie", "BALANCER=member1; a=b")
                .statusCode())
        .isEqualTo(204);
    for (var header :
        new String[] {"Basic YWRhOng=", "Bearer", "Bearer x", "Bearer " + "A".repeat(90)}) {
      assertThat(problem(one.call("POST", "/v1/state", STATE, "Authorization", header)))
          .isEqualTo("401 session");
    }
    assertThat(problem(one.call("POST", "/v1/state", STATE))).isEqualTo("401 session");
  }

  @Test
  void nothing_but_what_is_described_is_reported() throws Exception {
    var client = TestClient.of(one, "ada@example.com");
    for (var body :
        new String[] {
          "{}", STATE.replace("AB", "XY"), STATE.replace("7", "-1"), STATE.replace("}", ",\"x\":1}")
        }) {
      assertThat(problem(client.ask(one, "POST", "/v1/state", body))).isEqualTo("400 bad-member");
    }
  }

  @Test
  void a_session_ends() {
    try (var test = stores.open(other)) {
      var token = token(test);
      assertThat(test.domain.sessions().admit(token)).isInstanceOf(Admission.In.class);
      assertThat(test.domain.sessions().admit(token.substring(1)))
          .isInstanceOf(Admission.Out.class);

      test.clock.advance(Sessions.LIFE.minusSeconds(1));
      assertThat(test.domain.sessions().admit(token)).isInstanceOf(Admission.In.class);
      test.clock.advance(Duration.ofSeconds(1));
      assertThat(test.domain.sessions().admit(token)).isInstanceOf(Admission.Out.class);
    }
  }

  @Test
  void a_session_lives_over_midnight() {
    try (var test = stores.open(other)) {
      test.clock.advance(Duration.ofHours(16).minusSeconds(10)); // it begins at eight
      var token = token(test);
      assertThat(test.domain.sessions().admit(token)).isInstanceOf(Admission.In.class);
      test.clock.advance(Duration.ofMinutes(9));
      assertThat(test.domain.sessions().admit(token)).isInstanceOf(Admission.In.class);
      assertThat(test.domain.sessions().admit(token(test))).isInstanceOf(Admission.In.class);
    }
  }

  private static String token(TestDomain test) {
    var ada = test.consumer("ada@example.com");
    var key = new byte[32];
    ThreadLocalRandom.current().nextBytes(key);
    var added =
        test.store.write(
            in -> test.domain.clients().add(in, ada, new Machine(key, "laptop", ""), "code"));
    var client = ((Added.Done) added).client();
    var signed =
        new SignedRequest(client.id(), test.clock.instant(), "0123456789abcdef", new byte[64]);
    var opened = test.store.write(in -> test.domain.sessions().open(in, signed));
    return ((Opened.Open) opened).token().text();
  }
}
