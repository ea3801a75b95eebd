package org.sallyport.encryption.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sallyport.encryption.role.TestClient.code;
import static org.sallyport.encryption.role.TestClient.json;
import static org.sallyport.encryption.role.TestClient.problem;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.client.Machine;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.mail.KeptLetter;
import org.sallyport.encryption.mail.TestRelay;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.encryption.role.TestClient;
import org.sallyport.testkit.BeginsFirst;

@BeginsFirst
@ParameterizedClass
@EnumSource
class MailEnrolmentTest {
  private static final String ADA = "ada@example.com";

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private TestRelay relay;
  private RunningServer server;
  private final TestClient machine = new TestClient();

  @BeforeEach
  void open() throws Exception {
    relay = new TestRelay();
    server = open(folder);
  }

  private RunningServer open(Path at) throws Exception {
    return RunningServer.open(
        stores, at, usual -> TestDomain.with(usual, Map.of("mail", Optional.of(relay.settings()))));
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    relay.close();
  }

  private static String body(TestClient client, String address) {
    return "{\"method\":\"email\",\"address\":\"%s\",\"publicKey\":\"%s\",\"device\":\"laptop\"}"
        .formatted(address, client.publicKey());
  }

  private static HttpResponse<String> confirm(TestClient client, RunningServer at, String token)
      throws Exception {
    return client.signed(
        at, "POST", client.path() + "/confirmation", "{\"token\":\"" + token + "\"}");
  }

  private List<AwaitedToken> awaited() {
    var domain = server.domain();
    return domain.store().read(in -> domain.enrolments().awaited(in, 9));
  }

  @Test
  void the_token_of_the_message_enrols() throws Exception {
    var sent = machine.enrol(server, body(machine, ADA));
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
    assertThat(json(sent).path("state").asString()).isEqualTo("mail-sent");
    assertThat(json(sent).path("address").asString()).isEqualTo(ADA);

    assertThat(awaited()).extracting(AwaitedToken::address).containsExactly(ADA);

    var token = relay.token();
    var answer = confirm(machine, server, token.toLowerCase(Locale.ROOT).replace("-", ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(json(answer).path("consumer").path("address").asString()).isEqualTo(ADA);

    assertThat(awaited()).isEmpty();
    assertThat(json(confirm(machine, server, token))).isEqualTo(json(answer));
    assertThat(json(machine.enrol(server, body(machine, ADA)))).isEqualTo(json(answer));
  }

  @Test
  void the_message_says_who_asks_for_what() throws Exception {
    machine.enrol(
        server, body(machine, ADA).replace("laptop", "Ada's <a href=http://evil.example>"));
    assertThat(relay.next())
        .contains("To: ada@example.com")
        .contains("From: keys@example.com")
        .contains("Subject: Your token for Example Ltd")
        .contains("Auto-Submitted: auto-generated")
        .contains("Message-ID: <m_")
        .contains("\"Ada's  a href http   evil example\"")
        .contains("Tell the token to nobody");
  }

  @Test
  void an_address_that_nobody_has_is_answered_alike() throws Exception {
    TestClient.of(server, ADA);
    var known = machine.enrol(server, body(machine, ADA));
    var other = new TestClient();
    var unknown = other.enrol(server, body(other, "nobody@example.com"));

    assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
    assertThat(json(unknown).propertyNames()).isEqualTo(json(known).propertyNames());
  }

  @Test
  void an_address_elsewhere_is_refused_and_sent_nothing() throws Exception {
    assertThat(problem(machine.enrol(server, body(machine, "ada@mail.example.com"))))
        .isEqualTo("403 refused");
    assertThat(relay.taken).isEmpty();
  }

  /** Ada, as a directory made her, shares a mailbox. */
  private void adaSharesInfo() {
    var ada =
        new NewConsumer(
            new Address(ADA),
            "",
            "directory",
            List.of(new Address("info@example.com")),
            Map.of(),
            Optional.of("ada"));
    var domain = server.domain();
    domain.store().write(in -> domain.consumers().admit(in, "test", ada));
  }

  @Test
  void an_address_that_is_not_somebody_s_first_is_answered_alike_and_sent_nothing()
      throws Exception {
    adaSharesInfo();
    var answer = machine.enrol(server, body(machine, "info@example.com"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(letters()).isEmpty();
  }

  @Test
  void an_address_that_became_somebody_s_meanwhile_is_refused() throws Exception {
    machine.enrol(server, body(machine, "info@example.com"));
    var token = relay.token();
    var early = code(server, "info@example.com");
    adaSharesInfo();
    var other = new TestClient();
    assertThat(problem(other.enrol(server, other.byCode(early)))).isEqualTo("403 refused");

    assertThat(problem(confirm(machine, server, token))).isEqualTo("403 refused");
  }

  /** Whoever reads the mailbox that is somebody's first address is not that person for it. */
  @Test
  void a_person_of_the_directory_is_not_whoever_reads_their_mailbox() throws Exception {
    var domain = server.domain();
    var desk =
        new NewConsumer(
            new Address("desk@example.com"),
            "Grace",
            "directory",
            List.of(),
            Map.of(),
            Optional.of("grace"));
    machine.enrol(server, body(machine, "desk@example.com"));
    var token = relay.token();
    domain.store().write(in -> domain.consumers().admit(in, "test", desk));

    var other = new TestClient();
    var answer = other.enrol(server, body(other, "desk@example.com"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(letters()).hasSize(1);
    assertThat(problem(confirm(machine, server, token))).isEqualTo("403 refused");
    var audited =
        domain
            .store()
            .read(
                in ->
                    domain
                        .audit()
                        .entries(in, Optional.of("desk@example.com"), OptionalLong.empty(), 10));
    assertThat(audited)
        .filteredOn(entry -> entry.action().equals("enrolment-refused"))
        .hasSize(2)
        .allMatch(entry -> entry.detail().contains("a person of the directory"));
  }

  @Test
  void whoever_a_code_is_made_for_is_told_by_whom() throws Exception {
    code(server, ADA);
    assertThat(relay.next())
        .contains("To: " + ADA)
        .contains("Subject: A code was made for you at Example Ltd")
        .contains("test has made a one-time code");
  }

  @Test
  void repeating_sends_no_second_message() throws Exception {
    var first = machine.enrol(server, body(machine, ADA));
    var again = machine.enrol(server, body(machine, ADA));
    var asked = machine.signed(server, "GET", machine.path(), "");

    assertThat(json(again)).isEqualTo(json(first));
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(json(asked)).isEqualTo(json(first));
    relay.next();
    assertThat(letters()).hasSize(1);
  }

  private List<KeptLetter> letters() {
    var domain = server.domain();
    return domain.store().read(in -> domain.outbox().latest(in, Optional.empty(), 100));
  }

  @Test
  void a_few_wrong_tokens_end_the_enrolment() throws Exception {
    machine.enrol(server, body(machine, ADA));
    var token = relay.token();
    for (int i = 0; i < 3; i++) {
      assertThat(problem(confirm(machine, server, "AAAA-AAAA-AAAA-AAAA"))).isEqualTo("403 refused");
    }
    assertThat(problem(confirm(machine, server, token))).isEqualTo("403 refused");
  }

  @Test
  void the_token_is_good_for_the_machine_that_asked() throws Exception {
    machine.enrol(server, body(machine, ADA));
    var token = relay.token();
    var thief = new TestClient();
    thief.enrol(server, body(thief, "mallory@example.com"));

    assertThat(problem(confirm(thief, server, token))).isEqualTo("403 refused");
    var path = machine.path() + "/confirmation";
    assertThat(problem(thief.signed(server, "POST", path, "{\"token\":\"" + token + "\"}")))
        .isEqualTo("401 unproven");
    assertThat(problem(confirm(new TestClient(), server, token)))
        .isEqualTo("404 unknown-enrolment");
    assertThat(confirm(machine, server, token).statusCode()).isEqualTo(201);
  }

  @Test
  void an_address_is_not_flooded() throws Exception {
    for (int i = 0; i < 5; i++) {
      var each = new TestClient();
      assertThat(each.enrol(server, body(each, ADA)).statusCode()).isEqualTo(202);
    }
    var answer = machine.enrol(server, body(machine, ADA));
    assertThat(problem(answer)).isEqualTo("429 too-many-messages");
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(3000L, 3600L);
    assertThat(letters()).hasSize(5);
  }

  @Test
  void asking_for_messages_is_no_guess() throws Exception {
    for (int i = 0; i < 30; i++) {
      var each = new TestClient();
      var answer = each.enrol(server, body(each, "person" + i + "@example.com"));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
    assertThat(problem(machine.enrol(server, machine.byCode("WRONG")))).isEqualTo("403 refused");
  }

  @Test
  void every_step_may_happen_on_another_node_even_if_the_former_has_died() throws Exception {
    machine.enrol(server, body(machine, ADA));
    var token = relay.token();
    server.close();
    server = open(folder);
    var answer = confirm(machine, server, token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    server.close();
    server = open(folder);

    assertThat(json(confirm(machine, server, token))).isEqualTo(json(answer));
    assertThat(json(machine.signed(server, "GET", machine.path(), ""))).isEqualTo(json(answer));
    machine.enrolled(answer);
    machine.open(server);
  }

  @Test
  void two_nodes_share_the_steps_and_the_letters() throws Exception {
    try (var other = open(folder)) {
      assertThat(machine.enrol(server, body(machine, ADA)).statusCode()).isEqualTo(202);
      assertThat(machine.enrol(other, body(machine, ADA)).statusCode()).isEqualTo(202);
      var token = relay.token();
      var made = confirm(machine, other, token);
      assertThat(json(confirm(machine, server, token))).isEqualTo(json(made));
      machine.enrolled(made);
      machine.open(server);
      assertThat(machine.ask(other, "POST", "/v1/state", "{\"version\":\"1\"}").statusCode())
          .isEqualTo(204);
    }
    assertThat(relay.taken).isEmpty();
  }

  @Test
  void what_the_relay_refuses_for_good_is_seen() throws Exception {
    relay.toRecipients = "550 5.1.1 nobody";
    machine.enrol(server, body(machine, "nobody@example.com"));

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> letters().getFirst().state() == KeptLetter.State.FAILED);
    assertThat(letters().getFirst().problem()).contains("550 5.1.1 nobody");
  }

  @Test
  void without_a_relay_the_method_is_not_offered(@TempDir Path other) throws Exception {
    try (var bare = RunningServer.open(other)) {
      assertThat(problem(machine.enrol(bare, body(machine, ADA))))
          .isEqualTo("422 method-not-offered");
      assertThat(json(bare.call("GET", "/v1/server", "")).path("methods").toString())
          .isEqualTo("[\"code\"]");
    }
    assertThat(json(server.call("GET", "/v1/server", "")).path("methods").toString())
        .isEqualTo("[\"email\",\"code\"]");
  }

  @Test
  void a_token_has_its_time_and_a_disabled_person_none(@TempDir Path other) throws Exception {
    try (var test = stores.open(other)) {
      var domain = test.domain;
      var domains = new ManagedDomains(List.of("example.com"));
      var mail =
          new MailEnrolments(
              domain.enrolments(),
              domains,
              domain.outbox(),
              relay.settings(),
              "X",
              domain.audit(),
              test.clock);
      var key = new byte[32];
      var begun =
          test.store.write(
              in -> mail.begin(in, "e_1", new Machine(key, "laptop", ""), new Address(ADA)));
      assertThat(begun)
          .isEqualTo(new Outcome.MailSent(ADA, test.clock.instant().plus(Duration.ofMinutes(30))));
      test.clock.advance(Duration.ofMinutes(30));
      assertThat(test.store.<Optional<Outcome>>write(in -> mail.confirm(in, "e_1", key, "x")))
          .hasValue(new Outcome.Refused("the token is over"));

      var ada = test.consumer(ADA);
      test.store.write(
          in -> domain.consumers().state(in, "test", ada.id(), Consumer.State.DISABLED));
      Instant now = test.clock.instant();
      var otherKey = new byte[] {1};
      assertThat(
              test.store.<Outcome>write(
                  in -> mail.begin(in, "e_2", new Machine(otherKey, "x", ""), new Address(ADA))))
          .isEqualTo(new Outcome.MailSent(ADA, now.plus(Duration.ofMinutes(30))));
      assertThat(test.store.<Long>read(in -> domain.outbox().count(in, KeptLetter.State.WAITING)))
          .isEqualTo(1);
    }
  }
}
