package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.administrator.AdministratorRole;
import org.sallyport.encryption.ignition.Vault.Lighting;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Key;

/** Backups, ignition passphrases and the organisation key on their pages. */
class KeepingTest {
  private static final String SECOND = "a second ignition passphrase";

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
  void a_backup_is_made_and_downloaded_by_full_access_and_the_trail_says_so() {
    var ada = console.signedIn("ada", AdministratorRole.FULL);

    var page = ada.after("/encryption/backups/make", Map.of());

    assertThat(page).contains("is made. Copy it elsewhere.");
    var name = page.replaceFirst("(?s).*/encryption/backups/file\\?name=([^\"]+)\".*", "$1");
    var file = ada.get("/encryption/backups/file?name=" + name);
    assertThat(file.headers().firstValueAsLong("Content-Length").orElse(0)).isGreaterThan(1000);
    assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains(name);
    assertThat(ada.get("/encryption/audit").body()).contains("backup-downloaded", name);
    for (var other : new String[] {"..%2Fencryption.db", "sallyport-20200101T000000Z.backup"}) {
      assertThat(ada.get("/encryption/backups/file?name=" + other).statusCode()).isEqualTo(404);
    }
    assertThat(
            console
                .call(console.token, "GET", "/api/v1/encryption/backups/" + name, "")
                .statusCode())
        .isEqualTo(200);
    var rob = console.signedIn("rob", AdministratorRole.READ_ONLY);
    assertThat(rob.get("/encryption/backups").body()).contains(name).doesNotContain("Make one now");
    assertThat(rob.get("/encryption/backups/file?name=" + name).statusCode()).isEqualTo(403);
  }

  @Test
  void a_passphrase_is_added_and_the_first_one_removed() {
    var ada = console.signedIn("ada", AdministratorRole.FULL);
    var fields =
        Map.of("name", "safe-2026", "passphrase", SECOND, "again", "something else, longer");
    assertThat(ada.after("/encryption/ignition/add", fields)).contains("The two were different");
    fields = Map.of("name", "safe-2026", "passphrase", SECOND, "again", SECOND);

    assertThat(ada.after("/encryption/ignition/add", fields))
        .contains("safe-2026 opens the store from now on.")
        .doesNotContain(SECOND);
    assertThat(ada.after("/encryption/ignition/add", fields)).contains("is there already");
    assertThat(ada.after("/encryption/ignition/remove", Map.of("name", "first")))
        .contains("first opens nothing any more.")
        .doesNotContain(">Remove<");

    assertThat(console.domain.vault().light(Secret.ofText(TestDomain.PASSPHRASE)))
        .isEqualTo(new Lighting.Wrong());
    assertThat(ada.after("/encryption/ignition/remove", Map.of("name", "safe-2026")))
        .contains("the last that opens the store");
  }

  @Test
  void the_organisation_key_is_renewed_exported_and_replaced_by_whoever_means_it() {
    var former = console.domain.organisation().fingerprint();
    var ada = console.signedIn("ada", AdministratorRole.FULL);
    assertThat(ada.get("/encryption/organisation").body())
        .contains(Words.fingerprint(former.hex()), "they go over to that at their next poll");
    assertThat(ada.after("/encryption/organisation/renew", Map.of()))
        .contains("The organisation key is renewed.", Words.fingerprint(former.hex()));
    var exported = ada.post("/encryption/organisation/export", Map.of("passphrase", SECOND)).body();
    assertThat(Key.read(exported.getBytes(UTF_8)).orThrow().isLocked()).isTrue();

    var wrong = Map.of("former", former.hex(), "typed", "00000000");
    assertThat(ada.after("/encryption/organisation/replace", wrong)).contains("nothing was done");
    var end = former.hex().substring(former.hex().length() - 8).toLowerCase(java.util.Locale.ROOT);
    var right = Map.of("former", former.hex(), "typed", end);
    assertThat(ada.after("/encryption/organisation/replace", right))
        .contains("The organisation key is replaced.", "Former keys");
    var present = console.domain.organisation().fingerprint();
    assertThat(present).isNotEqualTo(former);

    assertThat(ada.after("/encryption/organisation/replace", right))
        .contains("Another key is active by now");
    assertThat(console.domain.organisation().fingerprint()).isEqualTo(present);
    assertThat(ada.get("/encryption/organisation/certificate").body())
        .contains("BEGIN PGP PUBLIC KEY BLOCK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KEY_MANAGER", "SERVICE_DESK", "READ_ONLY"})
  void others_look_and_change_nothing(AdministratorRole role) {
    var browser = console.signedIn("kay", role);
    for (var page : new String[] {"backups", "ignition", "organisation"}) {
      assertThat(browser.get("/encryption/" + page).body())
          .as(page)
          .doesNotContain("action=\"/encryption/" + page);
    }
    for (var form :
        new String[] {
          "backups/make",
          "ignition/add",
          "ignition/remove",
          "organisation/renew",
          "organisation/export",
          "organisation/replace"
        }) {
      assertThat(browser.post("/encryption/" + form, Map.of()).statusCode())
          .as(form)
          .isEqualTo(403);
    }
  }
}
