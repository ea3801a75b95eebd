package org.sallyport.director.admin.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.web.admin.ReloadOutcome;

class DashboardTest {
  private static final String KEYS1 = "/pools/encryption/keys1/";

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
  void the_overview_tells_each_members_state_in_words_and_why() {
    assertThat(served.get("/").body())
        .contains("portal.example.com")
        .contains("Pool encryption")
        .containsPattern("</svg>Up</span>")
        .containsPattern("</svg>Down</span>")
        .containsPattern("</svg>Degraded</span>")
        .containsPattern("</svg>Maintenance</span>")
        .contains("connection refused")
        .contains("takes new sessions")
        .contains("Open connections: now 12,")
        .contains("Refused: rate-limit 12.");
  }

  @Test
  void the_overview_says_what_keeps_clients_out() {
    served.director.misses("listener 0.0.0.0:443 is not open");
    assertThat(served.get("/").body())
        .contains("Not ready for clients.")
        .contains("listener 0.0.0.0:443 is not open");
  }

  @Test
  void a_shared_cause_is_said_where_members_are_and_where_a_session_is_explained() {
    served.director.sharesCause("every member is degraded: <next hop> down");
    assertThat(served.get("/").body())
        .contains("<strong>Shared cause.</strong>")
        .contains("Every member is degraded: &lt;next hop&gt; down.");
    assertThat(served.get("/explain?service=keys.example.com&from=192.0.2.7").body())
        .contains("<dt>Shared cause</dt>")
        .contains("every member is degraded: &lt;next hop&gt; down");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/persistence", "/events", "/explain", "/configuration", "/sign-in"})
  void every_page_is_whole_and_has_nothing_inline(String path) {
    var answer = served.get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("<!DOCTYPE html>")
        .contains("</html>")
        .contains("<h1>")
        .contains("Skip to content")
        .doesNotContain(" style=")
        .doesNotContain("<style")
        .doesNotContainPattern(" on[a-z]+=\"")
        .doesNotContainPattern("<script(?![^>]* src=)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/events",
        "/explain?service=%3Cscript%3E&from=%3Cscript%3E",
        "/persistence?search=%22%3E%3Cscript%3E&member=%3Cscript%3E",
        "/events?search=%22%3E%3Cscript%3E",
        "/sign-in?then=/%22%3E%3Cscript%3E"
      })
  void hostile_names_and_parameters_stay_text(String path) {
    assertThat(served.get(path, "Cookie", served.signIn()).body())
        .doesNotContain("<img src=x")
        .doesNotContain("<script>");
  }

  @Test
  void a_stranger_sees_no_buttons_and_can_press_none() {
    assertThat(served.get("/").body()).doesNotContain("name=\"csrf\"").doesNotContain(KEYS1);
    assertThat(served.form(KEYS1 + "drain", "", "none=1").location())
        .isEqualTo("/sign-in?then=%2F");
    assertThat(served.director.commands).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"drain", "maintenance", "resume", "switch"})
  void an_administrator_presses_a_members_button(String verb) {
    var cookie = served.signIn();
    var answer = served.form(KEYS1 + verb, "csrf=" + served.csrf(cookie), cookie);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(served.director.commands)
        .containsExactly(verb + " encryption/keys1 by 127.0.0.1 (dashboard)");
    assertThat(served.get("/", "Cookie", cookie).body()).contains("keys1 of encryption: " + verb);
  }

  @Test
  void a_refused_command_says_why() {
    var cookie = served.signIn();
    served.form("/pools/portal/portal1/switch", "csrf=" + served.csrf(cookie), cookie);

    assertThat(served.get("/", "Cookie", cookie).body())
        .contains("Nothing was changed: a ratio pool has no member");
  }

  @Test
  void a_button_without_the_sessions_token_ends_the_session() {
    var cookie = served.signIn();

    assertThat(served.form(KEYS1 + "drain", "csrf=wrong", cookie).status()).isEqualTo(403);
    assertThat(served.director.commands).isEmpty();
    assertThat(served.get("/", "Cookie", cookie).body()).doesNotContain("Sign out");
  }

  @Test
  void only_the_buttons_that_make_sense_are_shown() {
    var cookie = served.signIn();
    assertThat(served.get("/", "Cookie", cookie).body())
        .contains("id=\"drain-encryption-keys1\"")
        .doesNotContain("id=\"resume-encryption-keys1\"")
        .doesNotContain("id=\"switch-encryption-keys1\"")
        .contains("id=\"switch-encryption-keys2\"")
        .doesNotContain("id=\"switch-portal");

    served.form(KEYS1 + "drain", "csrf=" + served.csrf(cookie), cookie);
    assertThat(served.get("/", "Cookie", cookie).body())
        .contains("id=\"resume-encryption-keys1\"")
        .doesNotContain("id=\"drain-encryption-keys1\"");
  }

  @Test
  void persistence_is_searched_and_paged() {
    assertThat(served.get("/persistence").body())
        .contains("120 entries")
        .contains("Page 1 of 3")
        .contains("192.0.2.1<")
        .doesNotContain("192.0.2.51<");
    assertThat(served.get("/persistence?page=2&service=portal.example.com").body())
        .contains("80 entries")
        .contains("href=\"/persistence?service=portal.example.com&amp;page=1\"");
    assertThat(served.get("/persistence?search=192.0.2.12").body()).contains("2 entries");
    assertThat(served.get("/persistence?search=nobody").body()).contains("No session is held");
  }

  @Test
  void entries_are_cleared_one_by_one_or_together_when_sure() {
    var cookie = served.signIn();
    var csrf = "csrf=" + served.csrf(cookie);

    served.form("/persistence/clear", csrf + "&id=9e3779b97f4a7c15", cookie);
    assertThat(served.get("/persistence", "Cookie", cookie).body())
        .contains("The entry 9e3779b97f4a7c15 is gone.")
        .contains("119 entries");

    assertThat(served.form("/persistence/clear-matching", csrf + "&member=keys1", cookie).status())
        .isEqualTo(400);
    served.form("/persistence/clear-matching", csrf + "&member=keys1&sure=yes", cookie);
    assertThat(served.get("/persistence", "Cookie", cookie).body())
        .contains("40 entries are gone.")
        .contains("79 entries");
  }

  @Test
  void events_are_shown_newest_first_and_searched() {
    assertThat(served.get("/events").body())
        .containsSubsequence("reload-accepted", "member-down", "started");
    assertThat(served.get("/events?warnings=yes").body())
        .contains("member-down")
        .doesNotContain("started");
    assertThat(served.get("/events?search=keys2").body())
        .contains("member-down")
        .doesNotContain("reload-accepted");
  }

  @Test
  void explain_answers_below_its_form() {
    assertThat(served.get("/explain?service=keys.example.com&from=192.0.2.7").body())
        .contains("keys1 takes it")
        .contains("asked for 192.0.2.7")
        .contains("an administrator switches to keys2");
    assertThat(served.get("/explain?service=keys.example.com&from=nowhere").body())
        .contains("An IPv4 or IPv6 address is expected");
  }

  @Test
  void a_reload_shows_what_changed_or_what_is_wrong() {
    var cookie = served.signIn();
    var csrf = "csrf=" + served.csrf(cookie);
    served.director.reloadsTo(new ReloadOutcome.Accepted(List.of("+ pool mail")));
    assertThat(served.form("/configuration/reload", csrf, cookie).body())
        .contains("The new configuration is in force.")
        .contains("+ pool mail");

    served.director.reloadsTo(new ReloadOutcome.Rejected(List.of("node.yaml:3:5 <pool>")));
    assertThat(served.form("/configuration/reload", csrf, cookie).body())
        .contains("The file has problems")
        .contains("node.yaml:3:5 &lt;pool&gt;");
  }
}
