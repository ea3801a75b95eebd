package org.sallyport.encryption.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.encryption.role.TestClient.code;
import static org.sallyport.encryption.role.TestClient.json;
import static org.sallyport.encryption.role.TestClient.problem;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.client.Client;
import org.sallyport.encryption.client.Clients;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.encryption.role.TestClient;

@ParameterizedClass
@EnumSource
class CodeEnrolmentTest {
  private static final String ADA = "ada@example.com";

  private static final CodeIssuer DESK = new CodeIssuer("desk", "Dan", false);

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private RunningServer server;
  private final TestClient machine = new TestClient();

  @BeforeEach
  void open() throws Exception {
    server = RunningServer.open(stores, folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private long clients() {
    return server.domain().store().<Long>read(in -> server.domain().clients().count(in));
  }

  @Test
  void a_code_enrols_the_machine_that_typed_it() throws Exception {
    var answer = machine.enrol(server, machine.byCode(code(server, ADA)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(json(answer).path("state").asString()).isEqualTo("enrolled");
    assertThat(json(answer).path("client").asString()).startsWith("c_");
    assertThat(json(answer).path("consumer").path("address").asString()).isEqualTo(ADA);
    assertThat(json(answer).path("organisationKey").asString())
        .startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
  }

  @Test
  void whatever_is_repeated_is_answered_as_before() throws Exception {
    var body = machine.byCode(code(server, ADA));
    var first = machine.enrol(server, body);
    var again = machine.enrol(server, body);
    var asked = machine.signed(server, "GET", machine.path(), "");

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again)).isEqualTo(json(first));
    assertThat(json(asked)).isEqualTo(json(first));
    assertThat(clients()).isEqualTo(1);
  }

  @Test
  void a_code_is_used_once() throws Exception {
    var code = code(server, ADA);
    machine.enrol(server, machine.byCode(code));
    var other = new TestClient();

    assertThat(problem(other.enrol(server, other.byCode(code)))).isEqualTo("403 refused");
    assertThat(problem(other.signed(server, "GET", other.path(), "")))
        .isEqualTo("404 unknown-enrolment");
    assertThat(clients()).isEqualTo(1);
  }

  @Test
  void a_code_is_typed_as_people_type() throws Exception {
    var typed = code(server, ADA).toLowerCase(Locale.ROOT).replace("-", " ");
    assertThat(machine.enrol(server, machine.byCode(typed)).statusCode()).isEqualTo(201);
  }

  @Test
  void an_id_belongs_to_the_key_that_began_it() throws Exception {
    machine.enrol(server, machine.byCode(code(server, ADA)));
    var other = new TestClient();
    var answer = other.signed(server, "PUT", machine.path(), other.byCode(code(server, ADA)));

    assertThat(problem(answer)).isEqualTo("409 enrolment-taken");
    assertThat(problem(other.signed(server, "GET", machine.path(), ""))).isEqualTo("401 unproven");
  }

  @Test
  void a_device_key_is_of_one_client_and_the_code_stays_good() throws Exception {
    machine.enrol(server, machine.byCode(code(server, ADA)));
    var second = code(server, ADA);
    var answer =
        machine.signed(
            server, "PUT", "/v1/enrolments/e_ABCDEFGHIJKLMNOPQRSTUV", machine.byCode(second));
    assertThat(problem(answer)).isEqualTo("409 key-in-use");

    var other = new TestClient();
    assertThat(other.enrol(server, other.byCode(second)).statusCode()).isEqualTo(201);
  }

  @Test
  void a_code_is_for_its_address_and_its_time() throws Exception {
    var forBob =
        machine
            .byCode(code(server, ADA))
            .replace("\"device\"", "\"address\":\"bob@example.com\",\"device\"");
    assertThat(problem(machine.enrol(server, forBob))).isEqualTo("403 refused");

    var domain = server.domain();
    var elsewhere = new Address("ada@example.net");
    var issued =
        domain
            .store()
            .<Issuing>write(
                in -> domain.enrolmentCodes().issue(in, DESK, elsewhere, Duration.ofDays(1)));
    assertThat(issued)
        .isInstanceOfSatisfying(
            Issuing.Refused.class,
            refused -> assertThat(refused.problem()).isEqualTo("foreign-domain"));
  }

  private Issuing issue(CodeIssuer by, String address) {
    var domain = server.domain();
    return domain
        .store()
        .write(
            in -> domain.enrolmentCodes().issue(in, by, new Address(address), Duration.ofDays(1)));
  }

  /** Somebody whose secret key the server keeps, as it does where no policy says otherwise. */
  private void keyOf(String address) throws Exception {
    var client = TestClient.of(server, address);
    var made = client.ask(server, "POST", "/v1/keys/own", "{\"mode\":\"SKM\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  @Test
  void a_service_desk_makes_no_code_that_admits_to_kept_secrets() throws Exception {
    assertThat(issue(DESK, ADA)).isInstanceOf(Issuing.Issued.class);
    keyOf(ADA);

    assertThat(issue(DESK, ADA))
        .isInstanceOfSatisfying(
            Issuing.Refused.class, refused -> assertThat(refused.problem()).isEqualTo("keys-kept"));
    assertThat(issue(new CodeIssuer("test", "Kim", true), ADA)).isInstanceOf(Issuing.Issued.class);
  }

  @Test
  void a_code_that_was_made_before_the_key_admits_to_it_no_more() throws Exception {
    var early = issue(DESK, ADA).made().code().revealText();
    keyOf(ADA);

    assertThat(problem(machine.enrol(server, machine.byCode(early)))).isEqualTo("403 refused");
    assertThat(clients()).isEqualTo(1);
  }

  @Test
  void no_code_is_made_for_a_further_address() {
    var domain = server.domain();
    var ada =
        new NewConsumer(
            new Address(ADA),
            "",
            "directory",
            List.of(new Address("info@example.com")),
            Map.of(),
            Optional.of("ada"));
    domain.store().write(in -> domain.consumers().admit(in, "test", ada));

    assertThat(issue(DESK, "info@example.com"))
        .isInstanceOfSatisfying(
            Issuing.Refused.class,
            refused -> {
              assertThat(refused.problem()).isEqualTo("further-address");
              assertThat(refused.reason()).contains(ADA);
            });
  }

  @Test
  void a_machine_proves_that_it_has_its_key() throws Exception {
    var body = machine.byCode(code(server, ADA));
    var thief = new TestClient();

    assertThat(problem(thief.enrol(server, body))).isEqualTo("401 unproven");
    assertThat(problem(server.call("PUT", machine.path(), body))).isEqualTo("401 unproven");
    var proof = machine.proof("PUT", machine.path(), body, Instant.now());
    var changed = body.replace("laptop", "phone");
    assertThat(problem(server.call("PUT", machine.path(), changed, "Authorization", proof)))
        .isEqualTo("401 unproven");
    assertThat(clients()).isZero();
  }

  @Test
  void a_clock_that_is_off_is_told_the_time() throws Exception {
    var body = machine.byCode(code(server, ADA));
    var late = machine.proof("PUT", machine.path(), body, Instant.now().minusSeconds(600));
    var answer = server.call("PUT", machine.path(), body, "Authorization", late);

    assertThat(problem(answer)).isEqualTo("401 clock");
    assertThat(answer.headers().firstValue("Date")).isPresent();
    assertThat(clients()).isZero();
  }

  @Test
  void what_is_not_as_described_is_named() throws Exception {
    var body = machine.byCode("x");
    assertThat(problem(machine.enrol(server, body.replace("\"code\"", "\"post\""))))
        .isEqualTo("400 bad-member");
    assertThat(problem(machine.enrol(server, body.replace("}", ",\"user\":\"ada\"}"))))
        .isEqualTo("400 bad-member");
    assertThat(problem(machine.enrol(server, body.replace(machine.publicKey(), "AAAA"))))
        .isEqualTo("400 bad-member");
    assertThat(problem(machine.signed(server, "PUT", "/v1/enrolments/e_short", body)))
        .isEqualTo("400 bad-parameter");
  }

  @Test
  void wrong_codes_are_slowed_and_the_right_one_is_not() throws Exception {
    var right = code(server, ADA);
    var last = "";
    for (int i = 0; i < 40 && !last.equals("429 too-many-guesses"); i++) {
      last = problem(machine.enrol(server, machine.byCode("WRONG-" + i)));
    }
    assertThat(last).isEqualTo("429 too-many-guesses");
    assertThat(machine.enrol(server, machine.byCode(right)).statusCode()).isEqualTo(201);
  }

  /** Behind a director all machines have one address. */
  @Test
  void whoever_guesses_slows_themselves_first_and_others_later() throws Exception {
    var last = "";
    for (int i = 0; i < 40 && !last.equals("429 too-many-guesses"); i++) {
      last = problem(machine.enrol(server, machine.byCode("WRONG-" + i)));
    }
    assertThat(last).isEqualTo("429 too-many-guesses");
    var beside = new TestClient();
    assertThat(problem(beside.enrol(server, beside.byCode("WRONG")))).isEqualTo("403 refused");

    last = "";
    for (int i = 0; i < 60 && !last.equals("429 too-many-guesses"); i++) {
      var each = new TestClient();
      last = problem(each.enrol(server, each.byCode("WRONG-" + i)));
    }
    assertThat(last).isEqualTo("429 too-many-guesses");
  }

  @Test
  void a_person_has_a_limited_number_of_clients() throws Exception {
    for (int i = 0; i < Clients.MOST; i++) {
      var each = new TestClient();
      assertThat(each.enrol(server, each.byCode(code(server, ADA))).statusCode()).isEqualTo(201);
    }
    var code = code(server, ADA);
    assertThat(problem(machine.enrol(server, machine.byCode(code))))
        .isEqualTo("403 too-many-clients");

    var domain = server.domain();
    var one = domain.store().read(in -> domain.clients().page(in, ADA, Optional.empty(), 1));
    domain.store().write(in -> domain.clients().revoke(in, "test", one.getFirst().id()));

    assertThat(machine.enrol(server, machine.byCode(code)).statusCode()).isEqualTo(201);
  }

  @Test
  void whoever_is_disabled_enrols_nothing() throws Exception {
    TestClient.of(server, ADA);
    var domain = server.domain();
    var code = code(server, ADA);
    domain
        .store()
        .write(
            in -> {
              var ada = domain.consumers().of(in, new Address(ADA)).orElseThrow();
              return domain.consumers().state(in, "test", ada.id(), Consumer.State.DISABLED);
            });

    assertThat(problem(machine.enrol(server, machine.byCode(code)))).isEqualTo("403 refused");
  }

  @Test
  void a_revoked_client_is_not_enrolled_by_repeating() throws Exception {
    var body = machine.byCode(code(server, ADA));
    machine.enrolled(machine.enrol(server, body));
    var domain = server.domain();
    var revoked =
        domain.store().write(in -> domain.clients().revoke(in, "administrator bob", machine.id));

    assertThat(revoked.map(Client::state)).hasValue(Client.State.REVOKED);
    assertThat(problem(machine.enrol(server, body))).isEqualTo("403 refused");
  }
}
