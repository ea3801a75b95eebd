package org.sallyport.encryption.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.administrator.AdministratorName;
import org.sallyport.encryption.administrator.AdministratorRole;

class ConsoleTest {
  @TempDir private Path folder;
  private RunningConsole console;

  @BeforeEach
  void start() throws IOException {
    console = RunningConsole.open(folder);
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void password_and_code_lead_to_the_dashboard() {
    var page = console.signedIn("ada", AdministratorRole.READ_ONLY).get("/encryption").body();
    assertThat(page).contains("The vault is open", "Consumers", ">ada<", "Sign out");
  }

  @Test
  void without_signing_in_nothing_is_shown_on_this_machine_either() {
    var stranger = console.new Browser();
    assertThat(stranger.get("/encryption/audit").headers().firstValue("Location"))
        .contains("/sign-in?then=%2Fencryption%2Faudit");
    assertThat(console.call("x", "GET", "/api/v1/encryption/audit", "").statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SERVICE_DESK", "KEY_MANAGER", "READ_ONLY"})
  void only_full_access_makes_administrators(AdministratorRole role) {
    var browser = console.signedIn("ada", role);

    assertThat(browser.get("/encryption/administrators").body())
        .contains("ada", role.word())
        .doesNotContain("New administrator", "/administrators/disable");
    var refused =
        browser.post("/encryption/administrators/create", Map.of("name", "eve", "role", "full"));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("Not allowed", "encryption.administrators", "Sign out");
    assertThat(console.domain.administrators().find(new AdministratorName("eve"))).isEmpty();
  }

  @Test
  void an_administrator_is_made_and_the_credentials_are_shown_once() {
    var token = console.withToken();
    token.get("/encryption/administrators");
    var shown =
        token.post(
            "/encryption/administrators/create", Map.of("name", "Kay", "role", "key-manager"));

    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).contains("Password of kay", "otpauth://totp/Example", "<svg");
    assertThat(token.get("/encryption/administrators").body())
        .contains("kay", "key-manager")
        .doesNotContain("otpauth");
  }

  @Test
  void another_role_and_a_lock_out_by_hand() {
    console.administrator("kay", AdministratorRole.READ_ONLY).close();
    var ada = console.signedIn("ada", AdministratorRole.FULL);

    assertThat(
            ada.after(
                "/encryption/administrators/role", Map.of("name", "kay", "role", "service-desk")))
        .contains("kay is now service-desk.");
    assertThat(ada.after("/encryption/administrators/disable", Map.of("name", "kay")))
        .contains("kay is kept out from now on.", "disabled");
    assertThat(ada.after("/encryption/administrators/remove", Map.of("name", "kay")))
        .contains("kay is removed.");
  }

  @Test
  void what_was_done_stands_in_the_audit_trail_with_a_name() {
    var ada = console.signedIn("ada", AdministratorRole.FULL);
    ada.after("/encryption/administrators/role", Map.of("name", "ada", "role", "full"));

    assertThat(ada.get("/encryption/audit?subject=ada").body())
        .contains("ada from 127.0.0.1 (dashboard)", "administrator-role", "administrator-created");
  }

  @Test
  void an_api_token_does_what_its_owner_may() {
    var kay = console.signedIn("kay", AdministratorRole.READ_ONLY);
    kay.get("/encryption/account");
    var page = kay.post("/encryption/account/token", Map.of("label", "report")).body();
    var token = page.replaceFirst("(?s).*(sat_[A-Za-z0-9_-]{43}).*", "$1");

    assertThat(console.call(token, "GET", "/api/v1/encryption/audit", "").statusCode())
        .isEqualTo(200);
    var refused =
        console.call(
            token,
            "POST",
            "/api/v1/encryption/administrators",
            "{\"name\":\"eve\",\"role\":\"full\"}");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(console.json(refused).get("permission")).isEqualTo("encryption.administrators");
    assertThat(kay.get("/encryption/account").body()).contains("report", "Revoke");
  }

  @Test
  void a_password_is_changed_and_ends_the_session() {
    try (var made = console.administrator("kay", AdministratorRole.READ_ONLY)) {
      var kay = console.signIn(made, RunningConsole.code(made, Instant.now()));
      assertThat(
              kay.after(
                  "/encryption/account/password",
                  Map.of("present", "wrong", "next", "a password of my own")))
          .contains("The present password is another one.");
      kay.after(
          "/encryption/account/password",
          Map.of("present", made.password().revealText(), "next", "a password of my own"));
      assertThat(kay.get("/encryption").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void a_locked_server_is_unlocked_with_a_password_and_the_passphrase() throws IOException {
    try (var made = console.administrator("kay", AdministratorRole.KEY_MANAGER)) {
      console.domain.vault().close();
      var kay = console.signIn(made, "");

      assertThat(kay.get("/encryption").body())
          .contains("Locked", "Ignition passphrase")
          .doesNotContain("What there is");
      assertThat(kay.get("/encryption/audit").statusCode()).isEqualTo(403);
      assertThat(kay.after("/encryption/unlock", Map.of("passphrase", "a wrong passphrase")))
          .contains("That passphrase opens nothing.");
      kay.get("/encryption");
      kay.post("/encryption/unlock", Map.of("passphrase", TestDomain.PASSPHRASE));
      assertThat(console.domain.vault().isOpen()).isTrue();
      assertThat(kay.get("/encryption").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void whoever_has_shown_no_second_factor_gets_no_token_and_changes_nothing() {
    try (var made = console.administrator("kay", AdministratorRole.FULL)) {
      console.domain.vault().close();
      var kay = console.signIn(made, "");
      kay.get("/encryption");

      assertThat(kay.post("/encryption/account/token", Map.of("label", "later")).statusCode())
          .isEqualTo(403);
      assertThat(
              kay.post(
                      "/encryption/account/password",
                      Map.of(
                          "present", made.password().revealText(), "next", "a password of my own"))
                  .statusCode())
          .isEqualTo(403);
      assertThat(kay.post("/encryption/account/revoke-token", Map.of("id", "a")).statusCode())
          .isEqualTo(403);
      assertThat(kay.get("/encryption").body()).doesNotContain("My account");
      assertThat(console.domain.administrators().tokens().of(made.name())).isEmpty();

      console.light();
      assertThat(kay.get("/encryption/account").statusCode()).isEqualTo(303);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FULL", "READ_ONLY"})
  void an_api_token_makes_no_others(AdministratorRole role) {
    try (var made = console.administrator("kay", role)) {
      var tokens = console.domain.administrators().tokens();
      var token = tokens.issue("kay", made.name(), "report").orElseThrow().secret().revealText();

      for (var verb : List.of("token", "password", "revoke-token")) {
        assertThat(
                console
                    .call(token, "POST", "/encryption/account/" + verb, "{\"label\":\"more\"}")
                    .statusCode())
            .isEqualTo(403);
      }
      var path = "/api/v1/encryption/administrators/kay/tokens";
      assertThat(console.call(token, "POST", path, "{\"label\":\"more\"}").statusCode())
          .isEqualTo(403);
      assertThat(tokens.of(made.name())).hasSize(1);
      for (var other : List.of("", "/kay", "/kay/credentials")) {
        var all = "/api/v1/encryption/administrators" + other;
        var refused = console.call(token, "POST", all, "{\"name\":\"eve\",\"role\":\"full\"}");
        assertThat(refused.statusCode()).isEqualTo(403);
        if (role == AdministratorRole.FULL) {
          assertThat(refused.body()).contains("session-needed", "who has signed in");
        }
      }
      var form = "/encryption/administrators/";
      assertThat(console.call(token, "POST", form + "create", "").statusCode()).isEqualTo(403);
      assertThat(console.domain.administrators().all()).hasSize(1);
      assertThat(console.call(console.token, "POST", path, "{\"label\":\"more\"}").statusCode())
          .isEqualTo(201);
    }
  }

  @Test
  void what_needs_secrets_says_so_while_they_are_closed() {
    console.domain.vault().close();
    var refused =
        console.call(
            console.token,
            "POST",
            "/api/v1/encryption/administrators",
            "{\"name\":\"eve\",\"role\":\"full\"}");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(console.json(refused).get("type")).isEqualTo("urn:sallyport:problem:locked");
  }

  @Test
  void unlocking_and_wrong_passphrases_stand_in_the_audit_trail() throws IOException {
    try (var made = console.administrator("kay", AdministratorRole.KEY_MANAGER)) {
      console.domain.vault().close();
      var kay = console.signIn(made, "");
      kay.after("/encryption/unlock", Map.of("passphrase", "a wrong passphrase"));
      kay.get("/encryption");
      kay.post("/encryption/unlock", Map.of("passphrase", TestDomain.PASSPHRASE));
      console.domain.vault().close();
      var body = "{\"passphrase\":\"" + TestDomain.PASSPHRASE + "\"}";
      assertThat(
              console.call(console.token, "POST", "/api/v1/encryption/ignition", body).statusCode())
          .isEqualTo(200);

      assertThat(audited("vault"))
          .containsExactly(
              "vault-unlocked by 127.0.0.1 (API): ",
              "vault-unlocked by kay from 127.0.0.1 (dashboard): ",
              "vault-unlock-refused by kay from 127.0.0.1 (dashboard): wrong passphrase");
    }
  }

  @Test
  void a_stores_first_passphrase_is_told_from_later_ones() throws IOException {
    try (var fresh = RunningConsole.locked(Files.createDirectory(folder.resolve("fresh")))) {
      var token = fresh.withToken();
      token.after("/encryption/unlock", Map.of("passphrase", TestDomain.PASSPHRASE));
      assertThat(audited(fresh, "vault"))
          .containsExactly("vault-unlocked by 127.0.0.1 (dashboard): first");
    }
  }

  @Test
  void the_stamp_of_bundles_is_changed_by_full_access_alone_and_that_is_audited() {
    var made = Map.of("servers", "keys.example.com\nmore.example.com");
    var desk = console.signedIn("kay", AdministratorRole.SERVICE_DESK);
    desk.get("/encryption/download");
    assertThat(desk.post("/encryption/download/bundle", made).statusCode()).isEqualTo(200);
    assertThat(desk.get("/encryption/download").body()).doesNotContain("more.example.com");
    assertThat(audited("download")).isEmpty();

    var ada = console.signedIn("ada", AdministratorRole.FULL);
    ada.get("/encryption/download");
    assertThat(ada.post("/encryption/download/bundle", made).statusCode()).isEqualTo(200);
    ada.post("/encryption/download/bundle", made);

    assertThat(desk.get("/encryption/download").body()).contains("more.example.com");
    assertThat(audited("download"))
        .containsExactly(
            "download-stamp-changed by ada from 127.0.0.1 (dashboard):"
                + " keys.example.com, more.example.com");
  }

  private List<String> audited(String subject) {
    return audited(console, subject);
  }

  private static List<String> audited(RunningConsole console, String subject) {
    return console
        .domain
        .store()
        .read(
            in ->
                console.domain.audit().entries(in, Optional.of(subject), OptionalLong.empty(), 10))
        .stream()
        .map(each -> each.action() + " by " + each.actor() + ": " + each.detail())
        .toList();
  }

  @Test
  void every_page_keeps_to_the_strict_content_security_policy() {
    var browser = console.withToken();
    for (var path : Pages.routes(console.domain, TestDomain.settings(folder, List.of()))) {
      if (path.forPeople() && path.method() == org.sallyport.web.route.Method.GET) {
        var answer = browser.get(path.path());
        assertThat(answer.body()).doesNotContain("<script", " style=", " onclick");
      }
    }
  }
}
