package org.sallyport.director.admin.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.web.admin.ReloadOutcome;

class ApiTest {
  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served();
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  @Test
  void the_process_lives() {
    assertThat(served.get("/live").body()).isEqualTo("{\"live\":true}");
  }

  @Test
  void readiness_says_what_is_missing() {
    assertThat(served.get("/ready").status()).isEqualTo(200);
    served.director.misses("pool portal awaits its first verdict");

    var answer = served.get("/ready");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body())
        .isEqualTo(
            "{\"ready\":false,\"reasons\":[\"pool portal awaits its first"
                + " verdict\"],\"impaired\":[]}");
  }

  @Test
  void metrics_are_in_prometheus_text_format() {
    var answer = served.get("/metrics");
    assertThat(answer.mediaType()).startsWith("text/plain").contains("version=0.0.4");
    assertThat(answer.body()).contains("sallyport_up 1\n");
  }

  @Test
  void status_has_the_words_of_the_configuration() {
    assertThat(served.get("/api/v1/status").body())
        .contains("\"node\":\"director1\"")
        .contains("\"tls\":\"re-encrypt\"")
        .contains("\"failBack\":\"new-sessions\"")
        .contains("\"health\":\"down\"")
        .contains("\"cause\":\"connection refused\"")
        .contains("\"since\":\"2026-03-01T09:00:00Z\"")
        .contains("\"matched\":1204");
  }

  @Test
  void a_pool_is_found_by_its_name() {
    assertThat(served.get("/api/v1/pools/encryption").body())
        .startsWith("{\"name\":\"encryption\"")
        .contains("\"incumbent\":\"keys1\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | /api/v1/pools/encrypton                          | unknown-pool    | encryption",
        "POST | /api/v1/pools/encrypton/members/keys1/drain      | unknown-pool    | encryption",
        "POST | /api/v1/pools/encryption/members/kes1/resume     | unknown-member  | keys1",
        "GET  | /api/v1/explain?service=key.example.com&from=::1 | unknown-service |"
            + " keys.example.com",
      })
  void an_unknown_name_gets_the_nearest(String method, String path, String code, String nearest) {
    var answer = served.command(method, path, "");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.mediaType()).isEqualTo("application/problem+json");
    assertThat(answer.json().get("type")).isEqualTo("urn:sallyport:problem:" + code);
    assertThat(answer.json().get("nearest"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .contains(nearest);
    assertThat(answer.json().get("detail")).asString().contains("did you mean " + nearest);
    assertThat(served.director.commands).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"drain", "resume", "maintenance"})
  void a_command_on_a_member_is_passed_on_with_whoever_gave_it(String verb) {
    var answer = served.command("POST", "/api/v1/pools/encryption/members/keys1/" + verb, "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"text\":\"keys1 of encryption: " + verb + "\"}");
    assertThat(served.director.commands)
        .containsExactly(verb + " encryption/keys1 by 127.0.0.1 (API)");
  }

  @Test
  void a_switch_names_the_member_that_takes_over() {
    var answer =
        served.command("POST", "/api/v1/pools/encryption/switch", "{\"member\":\"keys2\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(served.director.commands)
        .containsExactly("switch encryption/keys2 by 127.0.0.1 (API)");
  }

  @Test
  void a_command_that_the_state_forbids_is_a_conflict() {
    var answer = served.command("POST", "/api/v1/pools/portal/switch", "{\"member\":\"portal1\"}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().get("detail"))
        .isEqualTo("a ratio pool has no member that takes all new sessions");
  }

  @Test
  void a_reload_tells_what_changed() {
    served.director.reloadsTo(new ReloadOutcome.Accepted(List.of("+ pool mail")));
    assertThat(served.command("POST", "/api/v1/reload", "").body())
        .isEqualTo("{\"changes\":[\"+ pool mail\"]}");
  }

  @Test
  void a_reload_of_a_bad_file_tells_all_its_problems() {
    served.director.reloadsTo(new ReloadOutcome.Rejected(List.of("a.yaml:3:1 x", "a.yaml:4:1 y")));
    var answer = served.command("POST", "/api/v1/reload", "");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().get("type")).isEqualTo("urn:sallyport:problem:configuration-rejected");
    assertThat(answer.json().get("problems")).hasToString("[a.yaml:3:1 x, a.yaml:4:1 y]");
  }

  @Test
  void explain_answers_for_a_client() {
    assertThat(
            served.get("/api/v1/explain?service=keys.example.com&from=192.0.2.7&cookie=abc").body())
        .contains("\"member\":\"keys1\"")
        .contains("\"reason\":\"the cookie pins it there\"")
        .contains("\"wouldMove\":[\"keys1 goes down\"");
  }

  @ParameterizedTest
  @CsvSource({
    "from=192.0.2.7, service",
    "service=keys.example.com, from",
    "service=keys.example.com&from=localhost, from",
    "service=keys.example.com&from=1.2.3.4.5, from"
  })
  void explain_says_which_parameter_is_wrong(String query, String parameter) {
    var answer = served.get("/api/v1/explain?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("parameter")).isEqualTo(parameter);
  }

  @Test
  void persistence_is_paged_and_filtered() {
    var page = served.get("/api/v1/persistence?service=keys.example.com&offset=2&limit=3");

    assertThat(page.json().get("total")).isEqualTo(40);
    assertThat(page.json().get("rows"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(3)
        .first()
        .asString()
        .contains("client=192.0.2.9");
  }

  @ParameterizedTest
  @CsvSource({"offset=-1, offset", "offset=x, offset", "limit=0, limit", "limit=1001, limit"})
  void a_page_out_of_range_is_refused(String query, String parameter) {
    var answer = served.get("/api/v1/persistence?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("parameter")).isEqualTo(parameter);
  }

  @Test
  void one_entry_is_cleared_by_its_id_once() {
    var id =
        served
            .get("/api/v1/persistence?limit=1")
            .body()
            .replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");

    assertThat(served.command("DELETE", "/api/v1/persistence/" + id, "").status()).isEqualTo(204);
    assertThat(served.command("DELETE", "/api/v1/persistence/" + id, "").status()).isEqualTo(404);
  }

  @Test
  void all_entries_are_cleared_only_when_all_are_asked_for() {
    assertThat(served.command("DELETE", "/api/v1/persistence", "").status()).isEqualTo(400);
    assertThat(served.command("DELETE", "/api/v1/persistence?member=keys1", "").body())
        .isEqualTo("{\"cleared\":40}");
    assertThat(served.command("DELETE", "/api/v1/persistence?all=true", "").body())
        .isEqualTo("{\"cleared\":80}");
  }

  @Test
  void events_are_listed_after_an_id() {
    assertThat(served.get("/api/v1/events?after=1").body())
        .contains("\"name\":\"member-down\"")
        .contains("\"severity\":\"warning\"")
        .contains(
            "\"fields\":{\"pool\":\"encryption\",\"member\":\"keys2\","
                + "\"cause\":\"connection refused\"}")
        .doesNotContain("\"name\":\"started\"");
    assertThat(served.get("/api/v1/events?after=x").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/pools/encryption/members/keys1/drain",
    "POST, /api/v1/pools/encryption/members/keys1/resume",
    "POST, /api/v1/pools/encryption/members/keys1/maintenance",
    "POST, /api/v1/pools/encryption/switch",
    "POST, /api/v1/reload",
    "DELETE, /api/v1/persistence",
    "DELETE, /api/v1/persistence/1",
  })
  void nothing_is_changed_without_the_token(String method, String path) {
    assertThat(served.send(method, path, "").status()).isEqualTo(401);
    assertThat(served.send(method, path, "", "Cookie", served.signIn()).status()).isEqualTo(401);
    assertThat(served.director.commands).isEmpty();
  }
}
