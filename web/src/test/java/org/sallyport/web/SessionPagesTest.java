package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPagesTest {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private Example example;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    example = Example.start();
    client = example.client;
  }

  @AfterEach
  void stop() {
    example.close();
  }

  private String signIn() {
    var answer = client.form("/sign-in", "token=" + Example.TOKEN + "&then=/");
    assertThat(answer.status()).isEqualTo(303);
    return "Cookie: " + answer.cookie();
  }

  private String csrf(String cookie) {
    var found = CSRF.matcher(client.get("/", cookie).body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void a_form_without_a_session_leads_to_sign_in() {
    var answer = client.form("/change", "to=x");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location")).contains("/sign-in?then=%2F");
    assertThat(example.changes).isEmpty();
  }

  @Test
  void whoever_guesses_is_not_looked_at_any_more() {
    for (int i = 0; i < Guesses.AT_ONCE; i++) {
      assertThat(client.form("/sign-in", "token=guess-" + i + "&then=/").status()).isEqualTo(401);
    }
    for (int i = 0; i < 5; i++) {
      client.form("/sign-in", "token=guess&then=/");
    }

    assertThat(client.form("/sign-in", "token=guess&then=/").status()).isEqualTo(429);
    assertThat(client.get("/", "Authorization: Bearer guess").status()).isEqualTo(429);
  }

  @Test
  void the_token_opens_a_session_whose_cookie_stays_with_this_server() {
    var answer = client.form("/sign-in", "token=" + Example.TOKEN + "&then=/");

    assertThat(answer.header("location")).contains("/");
    assertThat(answer.header("set-cookie").orElseThrow())
        .startsWith("sallyport-" + example.server.port() + "=")
        .contains("; HttpOnly")
        .contains("; SameSite=Strict")
        .contains("; Path=/")
        .doesNotContain("Secure");
  }

  @Test
  void a_wrong_token_opens_nothing_and_shows_the_form_again() {
    var answer = client.form("/sign-in", "token=wrong&then=/counts");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("set-cookie")).isEmpty();
    assertThat(answer.body()).contains("That is not the token.").contains("value=\"/counts\"");
  }

  @Test
  void a_form_with_the_sessions_token_is_carried_out_and_its_notice_shown_once() {
    var cookie = signIn();
    var answer = client.form("/change", "to=blue&csrf=" + csrf(cookie), cookie);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(example.changes).containsExactly("127.0.0.1 (dashboard) to blue");
    assertThat(client.get("/", cookie).body()).contains("Changed &lt;b&gt;it&lt;/b&gt;.");
    assertThat(client.get("/", cookie).body()).doesNotContain("Changed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"to=x", "to=x&csrf=", "to=x&csrf=wrong"})
  void a_form_without_the_sessions_token_is_refused_and_ends_the_session(String fields) {
    var cookie = signIn();
    var csrf = csrf(cookie);

    assertThat(client.form("/change", fields, cookie).status()).isEqualTo(403);
    assertThat(client.form("/change", "to=x&csrf=" + csrf, cookie).status()).isEqualTo(303);
    assertThat(example.changes).isEmpty();
    assertThat(client.get("/", cookie).body()).contains("Sign in").doesNotContain("Sign out");
  }

  @Test
  void the_csrf_token_of_another_session_does_not_serve() {
    var mine = signIn();
    var other = csrf(signIn());

    assertThat(client.form("/change", "to=x&csrf=" + other, mine).status()).isEqualTo(403);
    assertThat(example.changes).isEmpty();
  }

  @Test
  void a_session_does_not_let_programs_change_anything() {
    var cookie = signIn();
    var answer =
        client.send(
            "POST",
            "/counts",
            "{\"name\":\"apples\",\"count\":4}",
            "Content-Type: application/json",
            cookie);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(example.changes).isEmpty();
  }

  @Test
  void a_form_from_another_site_is_refused() {
    var cookie = signIn();
    var answer =
        client.form("/change", "to=x&csrf=" + csrf(cookie), cookie, "Sec-Fetch-Site: cross-site");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(example.changes).isEmpty();
  }

  @Test
  void sign_out_ends_the_session_and_takes_the_cookie_back() {
    var cookie = signIn();
    var answer = client.form("/sign-out", "csrf=" + csrf(cookie), cookie);

    assertThat(answer.header("set-cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(client.get("/", cookie).body()).doesNotContain("Sign out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "https://evil.example/", "/%0d%0aX:", "/\\evil", ""})
  void sign_in_leads_to_paths_of_this_server_only(String then) {
    var answer = client.form("/sign-in", "token=" + Example.TOKEN + "&then=" + then);
    assertThat(answer.header("location")).contains("/");
    assertThat(answer.headers()).doesNotContainKey("x");
  }

  @Test
  void whatever_a_page_shows_is_escaped() {
    assertThat(client.get("/").body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script>alert");
  }
}
