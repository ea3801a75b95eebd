package org.sallyport.encryption.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sallyport.encryption.role.TestClient.json;
import static org.sallyport.encryption.role.TestClient.problem;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.encryption.role.TestClient;

class DirectoryEnrolmentTest {
  @TempDir Path folder;
  private TestDirectory directory;
  private RunningServer server;
  private final TestClient machine = new TestClient();

  @BeforeEach
  void open() throws Exception {
    directory = new TestDirectory();
    server = open(folder);
    ready(server);
  }

  private RunningServer open(Path at) throws Exception {
    return RunningServer.open(at, Optional.of(directory.settings()), Optional.empty());
  }

  /** The directory is tried in the background after the start. */
  private static void ready(RunningServer server) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              var probe = new TestClient();
              return probe.enrol(server, body(probe, "probe", "x")).statusCode() != 503;
            });
  }

  @AfterEach
  void close() {
    server.close();
    directory.close();
  }

  private static String body(TestClient client, String user, String password) {
    return """
    {"method":"directory","user":"%s","password":"%s","publicKey":"%s","device":"laptop"}\
    """
        .formatted(user, password, client.publicKey());
  }

  private HttpResponse<String> enrol(String user, String password) throws Exception {
    var each = new TestClient();
    return each.enrol(server, body(each, user, password));
  }

  private Consumer ada() {
    var domain = server.domain();
    return domain
        .store()
        .read(in -> domain.consumers().of(in, new Address("ada@example.com")))
        .orElseThrow();
  }

  @Test
  void a_password_of_the_directory_enrols() throws Exception {
    var answer = machine.enrol(server, body(machine, "ada", "lovelace"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var consumer = json(answer).path("consumer");
    assertThat(consumer.path("address").asString()).isEqualTo("ada@example.com");
    assertThat(consumer.path("name").asString()).isEqualTo("Ada Lovelace");
    assertThat(consumer.path("addresses").toString())
        .isEqualTo("[\"ada@example.com\",\"ada.lovelace@example.com\"]");
    assertThat(ada().attributes())
        .containsEntry("memberof", List.of("cn=engines,dc=example,dc=com"))
        .containsEntry("department", List.of());
  }

  @Test
  void whoever_shares_an_address_is_somebody_else_all_the_same() throws Exception {
    enrol("ada", "lovelace");
    var answer = enrol("bob", "builder");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(json(answer).path("consumer").path("addresses").toString())
        .isEqualTo("[\"bob@example.com\"]");
    assertThat(ada().addresses()).contains(new Address("ada.lovelace@example.com"));
  }

  @Test
  void repeating_asks_the_directory_nothing() throws Exception {
    var first = machine.enrol(server, body(machine, "ada", "lovelace"));
    int asked = directory.binds.get();
    var again = machine.enrol(server, body(machine, "ada", "forgotten"));

    assertThat(json(again)).isEqualTo(json(first));
    assertThat(directory.binds).hasValue(asked);
  }

  @Test
  void what_is_wrong_is_answered_alike() throws Exception {
    assertThat(problem(enrol("ada", "wrong"))).isEqualTo("403 refused");
    assertThat(problem(enrol("nobody", "wrong"))).isEqualTo("403 refused");
    assertThat(problem(enrol("*", "lovelace"))).isEqualTo("403 refused");
    assertThat(problem(enrol("grace", "hopper"))).isEqualTo("403 refused");
  }

  @Test
  void wrong_passwords_never_reach_the_limit_of_the_directory() throws Exception {
    for (var user : List.of("ada", "ADA", "ada@example.com", "Ada@Example.com", "ada ", "ada")) {
      var answer = problem(enrol(user, "wrong"));
      assertThat(answer).isIn("403 refused", "429 too-many-guesses");
    }
    assertThat(directory.binds).hasValue(3);
    assertThat(problem(enrol("ada", "lovelace"))).isEqualTo("429 too-many-guesses");
  }

  @Test
  void all_nodes_and_restarts_count_together() throws Exception {
    enrol("ada", "wrong");
    enrol("ada", "wrong");
    try (var other = open(folder)) {
      ready(other);
      var each = new TestClient();
      assertThat(problem(each.enrol(other, body(each, "ada", "wrong")))).isEqualTo("403 refused");
      var answer = each.enrol(other, body(each, "ada", "wrong"));
      assertThat(problem(answer)).isEqualTo("429 too-many-guesses");
      assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 600L);
    }
    server.close();
    server = open(folder);
    ready(server);
    assertThat(problem(enrol("ada", "wrong"))).isEqualTo("429 too-many-guesses");
  }

  @Test
  void a_hundred_at_once_are_no_way_around() throws Exception {
    Callable<String> guess = () -> problem(enrol("ada", "wrong"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each : threads.invokeAll(Collections.nCopies(20, guess))) {
        each.get();
      }
    }
    assertThat(directory.binds.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void a_right_password_uses_up_no_tries() throws Exception {
    for (int i = 0; i < 6; i++) {
      assertThat(enrol("ada", "lovelace").statusCode()).isEqualTo(201);
    }
  }

  @Test
  void names_that_nobody_has_are_slowed_alike() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(problem(enrol("nobody", "x"))).isEqualTo("403 refused");
    }
    assertThat(problem(enrol("Nobody", "x"))).isEqualTo("429 too-many-guesses");
  }

  @Test
  void while_the_directory_is_away_clients_go_elsewhere() throws Exception {
    directory.away();
    var answer = enrol("ada", "lovelace");

    assertThat(problem(answer)).isEqualTo("503 unwell");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void a_group_that_a_person_has_left_is_gone() throws Exception {
    enrol("ada", "lovelace");
    directory.remove("ada", "memberOf");
    enrol("ada", "lovelace");

    assertThat(ada().attributes()).containsEntry("memberof", List.of());
  }

  @Test
  void every_request_may_land_on_another_node() throws Exception {
    try (var other = open(folder)) {
      ready(other);
      var body = body(machine, "ada", "lovelace");
      var made = machine.enrol(server, body);
      assertThat(json(machine.enrol(other, body))).isEqualTo(json(made));
      machine.enrolled(made);
      machine.open(other);
      assertThat(machine.ask(server, "POST", "/v1/state", "{\"version\":\"1\"}").statusCode())
          .isEqualTo(204);
    }
  }

  @Test
  void two_nodes_at_the_same_moment_make_one_client() throws Exception {
    try (var other = open(folder);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ready(other);
      var body = body(machine, "ada", "lovelace");
      Callable<HttpResponse<String>> here = () -> machine.enrol(server, body);
      Callable<HttpResponse<String>> there = () -> machine.enrol(other, body);
      var ids = new HashSet<String>();
      for (var each : threads.invokeAll(List.of(here, there))) {
        assertThat(each.get().statusCode()).isIn(200, 201);
        ids.add(json(each.get()).path("client").asString());
      }
      assertThat(ids).hasSize(1);
    }
  }
}
