package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.MutableClock;
import org.sallyport.web.session.Accounts;
import org.sallyport.web.session.Principal;

/** Administrators beside the node's token. */
class AccountsTest {
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  /** What each administrator may at this moment; the password is the name, the code 123456. */
  private final Map<String, Principal> known = new ConcurrentHashMap<>();

  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T09:00:00Z"));
  private Example example;
  private Client client;

  private final class Known implements Accounts {
    @Override
    public SignedIn signIn(String name, Secret password, String code, InetAddress from) {
      if (name.equals("locked")) {
        return new SignedIn.Locked(Duration.ofMinutes(15));
      }
      var right = name.equals(password.revealText()) && code.equals("123456");
      return right && known.containsKey(name)
          ? new SignedIn.In(known.get(name))
          : new SignedIn.Refused();
    }

    @Override
    public Optional<Principal> holder(String token) {
      return token.startsWith("api-")
          ? Optional.ofNullable(known.get(token.substring(4)))
          : Optional.empty();
    }

    @Override
    public Optional<Principal> now(Principal principal) {
      return Optional.ofNullable(known.get(principal.name()));
    }
  }

  @BeforeEach
  void start() throws IOException {
    known.put("ada", new Principal("ada", true, Set.of(), ""));
    known.put("kay", new Principal("kay", false, Set.of("keys"), ""));
    known.put("rob", new Principal("rob", false, Set.of("audit"), ""));
    example = Example.start(builder -> builder.clock(clock).accounts(Optional.of(new Known())));
    client = example.client;
  }

  @AfterEach
  void stop() {
    example.close();
  }

  private Client.Answer ask(String name, String password, String code) {
    return client.form(
        "/sign-in", "name=" + name + "&password=" + password + "&code=" + code + "&then=/");
  }

  private String signIn(String name) {
    var answer = ask(name, name, "123456");
    assertThat(answer.status()).isEqualTo(303);
    return "Cookie: " + answer.cookie();
  }

  private String csrf(String cookie) {
    var found = CSRF.matcher(client.get("/", cookie).body());
    assertThat(found.find()).isTrue();
    return "csrf=" + found.group(1);
  }

  @Test
  void a_name_with_password_and_code_opens_a_session_that_shows_the_name() {
    assertThat(client.get("/", signIn("kay")).body()).contains("Sign out", ">kay<");
  }

  @Test
  void what_was_wrong_is_not_told() {
    var unknown = ask("nobody", "nobody", "123456");
    var password = ask("kay", "wrong", "123456");
    var code = ask("kay", "kay", "000000");

    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.body()).contains("Name, password or code is wrong.");
    assertThat(password.body()).isEqualTo(unknown.body());
    assertThat(code.body()).isEqualTo(unknown.body());
  }

  @Test
  void a_locked_account_is_told_for_how_long_and_the_token_still_opens() {
    var locked = ask("locked", "x", "123456");

    assertThat(locked.status()).isEqualTo(429);
    assertThat(locked.header("retry-after")).contains("900");
    assertThat(locked.body()).contains("about 15 minutes");
    assertThat(client.form("/sign-in", "token=" + Example.TOKEN + "&then=/").status())
        .isEqualTo(303);
  }

  @Test
  void whoever_guesses_passwords_is_slowed_down_and_the_token_still_opens() {
    for (int i = 0; i < Guesses.AT_ONCE; i++) {
      ask("kay", "guess", "123456");
    }
    assertThat(ask("kay", "kay", "123456").status()).isEqualTo(429);
    assertThat(client.form("/sign-in", "token=" + Example.TOKEN + "&then=/").status())
        .isEqualTo(303);
  }

  @Test
  void a_permission_opens_what_names_it_and_nothing_else() {
    var kay = signIn("kay");

    assertThat(client.get("/keys", kay).body()).contains("form true");
    assertThat(client.form("/keys/revoke", csrf(kay), kay).status()).isEqualTo(303);
    assertThat(client.get("/ledger", kay).status()).isEqualTo(403);
    assertThat(client.form("/change", "to=x&" + csrf(kay), kay).status()).isEqualTo(403);
    assertThat(example.changes).containsExactly("revoked by kay from 127.0.0.1 (dashboard)");
  }

  @Test
  void whoever_may_not_is_told_so_on_a_page_and_stays_signed_in() {
    var rob = signIn("rob");
    var answer = client.form("/keys/revoke", csrf(rob), rob);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body())
        .contains("Not allowed", "rob may not do that: it needs the permission keys", "Sign out");
    assertThat(client.get("/ledger", rob).body()).isEqualTo("rob from 127.0.0.1 (dashboard)");
    assertThat(example.changes).isEmpty();
  }

  @Test
  void full_access_opens_everything() {
    var cookie = signIn("ada");

    assertThat(client.form("/change", "to=x&" + csrf(cookie), cookie).status()).isEqualTo(303);
    assertThat(client.get("/keys", cookie).status()).isEqualTo(200);
  }

  @Test
  void what_names_a_permission_is_not_open_on_loopback() {
    assertThat(client.get("/ledger").status()).isEqualTo(401);
    assertThat(client.get("/keys").header("location")).contains("/sign-in?then=%2Fkeys");
    assertThat(client.get("/ledger", Example.BEARER).body()).isEqualTo("127.0.0.1 (API)");
  }

  @Test
  void an_administrators_own_token_opens_what_that_administrator_may() {
    assertThat(client.get("/ledger", "Authorization: Bearer api-rob").body())
        .isEqualTo("rob from 127.0.0.1 (API)");
    var refused = client.get("/ledger", "Authorization: Bearer api-kay");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().get("permission")).isEqualTo("audit");
    assertThat(client.get("/ledger", "Authorization: Bearer api-nobody").status()).isEqualTo(401);
  }

  @Test
  void another_role_counts_at_once_and_whoever_is_gone_is_signed_out() {
    var kay = signIn("kay");
    known.put("kay", new Principal("kay", false, Set.of("audit"), ""));
    assertThat(client.get("/keys", kay).status()).isEqualTo(403);
    assertThat(client.get("/ledger", kay).status()).isEqualTo(200);

    known.remove("kay");
    assertThat(client.get("/ledger", kay).status()).isEqualTo(401);
    known.put("kay", new Principal("kay", true, Set.of(), ""));
    assertThat(client.get("/ledger", kay).status()).isEqualTo(401);
  }

  @Test
  void everybody_who_is_signed_in_may_sign_out() {
    var rob = signIn("rob");
    assertThat(client.form("/sign-out", csrf(rob), rob).status()).isEqualTo(303);
    assertThat(client.get("/ledger", rob).status()).isEqualTo(401);
  }

  @Test
  void another_node_token_ends_its_own_sessions_alone() {
    var token = "Cookie: " + client.form("/sign-in", "token=" + Example.TOKEN + "&then=/").cookie();
    var rob = signIn("rob");
    example.server.replaceToken(AccessToken.of(Secret.ofText("another-horse-battery-staple-five")));

    assertThat(client.get("/ledger", token).status()).isEqualTo(401);
    assertThat(client.get("/ledger", rob).status()).isEqualTo(200);
  }
}
