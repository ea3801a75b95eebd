package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.ignition.Vault.Lighting;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;

/** Passphrases that open the store, the organisation key, and backups, over the API. */
class SlotApiTest {
  private static final String ROOT = "/api/v1/encryption";
  private static final String SLOTS = ROOT + "/ignition/passphrases";
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

  private HttpResponse<String> call(String method, String path, String body) {
    return console.call(console.token, method, path, body);
  }

  private static String slot(String name, String passphrase) {
    return "{\"name\":\"%s\",\"passphrase\":\"%s\"}".formatted(name, passphrase);
  }

  @Test
  void a_passphrase_is_changed_without_a_word_of_it_in_an_answer() {
    assertThat(call("POST", SLOTS, slot("second", "short")).statusCode()).isEqualTo(422);
    assertThat(call("POST", SLOTS, slot("Not A Name", SECOND)).statusCode()).isEqualTo(400);
    var added = call("POST", SLOTS, slot("second", SECOND));
    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(added.body()).contains("first", "second").doesNotContain(SECOND);
    assertThat(call("POST", SLOTS, slot("second", SECOND)).statusCode()).isEqualTo(409);

    assertThat(call("DELETE", SLOTS + "/first", "").statusCode()).isEqualTo(204);
    assertThat(call("DELETE", SLOTS + "/second", "").statusCode()).isEqualTo(409);

    assertThat(console.domain.vault().light(Secret.ofText(TestDomain.PASSPHRASE)))
        .isEqualTo(new Lighting.Wrong());
    assertThat(console.domain.vault().light(Secret.ofText(SECOND)))
        .isEqualTo(new Lighting.Lit(false));
    assertThat(call("GET", ROOT + "/audit", "").body())
        .contains("ignition-passphrase-added", "ignition-passphrase-removed");
  }

  @Test
  void the_organisation_key_is_exported_under_the_passphrase_alone() {
    var path = ROOT + "/organisation-key/export";
    assertThat(call("POST", path, "{\"passphrase\":\"short\"}").statusCode()).isEqualTo(422);

    var exported = call("POST", path, "{\"passphrase\":\"" + SECOND + "\"}").body();

    var key = Key.read(exported.getBytes(UTF_8)).orThrow();
    assertThat(key.isLocked()).isTrue();
    assertThat(key.unlock(List.of(Secret.ofText("another")))).isInstanceOf(Result.Refused.class);
    assertThat(key.unlock(List.of(Secret.ofText(SECOND)))).isInstanceOf(Result.Of.class);
    assertThat(key.fingerprint()).isEqualTo(console.domain.organisation().fingerprint());
  }

  @Test
  void backups_are_made_and_listed() {
    var made = call("POST", ROOT + "/backups", "");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(call("GET", ROOT + "/backups", "").body()).contains("sallyport-", ".backup");
  }

  @Test
  void another_organisation_key_signs_after_the_replacement() {
    var before = console.domain.organisation().fingerprint();

    var answer =
        call(
            "POST",
            ROOT + "/organisation-key/replacement",
            "{\"fingerprint\":\"" + before.hex() + "\"}");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(console.domain.organisation().fingerprint()).isNotEqualTo(before);
    assertThat(answer.body()).contains(console.domain.organisation().fingerprint().hex());
  }
}
