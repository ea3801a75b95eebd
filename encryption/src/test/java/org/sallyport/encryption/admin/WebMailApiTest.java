package org.sallyport.encryption.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.webmail.WrittenMail;

class WebMailApiTest {
  private static final String ONE = "/ada%40outside.net";

  @TempDir private Path folder;
  private RunningConsole console;

  @BeforeEach
  void start() throws IOException {
    console =
        RunningConsole.open(folder, Map.of("webMail", Optional.of(WrittenMail.settings(folder))));
    WrittenMail.write(console.domain, "Moon base", "ada@outside.net");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private String call(String method, String path, String body) {
    return console.call(console.token, method, "/api/v1/encryption/web-mail" + path, body).body();
  }

  private int status(String method, String path, String body) {
    return console
        .call(console.token, method, "/api/v1/encryption/web-mail" + path, body)
        .statusCode();
  }

  @Test
  void mailboxes_are_listed_limited_reset_and_deleted_and_not_read() {
    assertThat(call("GET", "", ""))
        .contains("ada@outside.net", "\"opened\":false", "\"delivery\":\"web\"")
        .doesNotContain("Moon base", "bob@example.com");
    assertThat(call("GET", "?search=nobody", "")).contains("\"mailboxes\":[]");

    assertThat(status("POST", ONE + "/quota", "{\"octets\":5000000}")).isEqualTo(204);
    assertThat(call("GET", ONE, "")).contains("\"quota\":5000000", "\"ownQuota\":true");
    assertThat(status("POST", ONE + "/quota", "{}")).isEqualTo(204);
    assertThat(call("GET", ONE, "")).contains("\"ownQuota\":false");
    assertThat(status("POST", ONE + "/unlock", "")).isEqualTo(204);
    assertThat(status("POST", ONE + "/reset", "")).isEqualTo(204);
    assertThat(status("POST", "/nobody%40outside.net/reset", "")).isEqualTo(404);
    assertThat(status("DELETE", ONE, "")).isEqualTo(204);
    assertThat(status("GET", ONE, "")).isEqualTo(404);
  }
}
