package org.sallyport.encryption.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.administrator.AdministratorRole;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.mail.Letter;
import org.sallyport.encryption.mail.LetterMetrics;
import org.sallyport.kernel.Secret;

class LetterApiTest {
  @TempDir private Path folder;
  private RunningConsole console;

  @BeforeEach
  void start() throws IOException {
    console = RunningConsole.open(folder);
    var domain = console.domain;
    domain
        .store()
        .write(
            in -> {
              domain
                  .outbox()
                  .put(
                      in,
                      new Letter(
                          new Address("ada@example.com"),
                          "enrolment-token",
                          "Your token",
                          Secret.ofText("ABCD-EFGH"),
                          domain.clock().instant().plus(Duration.ofMinutes(30))));
              return true;
            });
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private String letters(String query) {
    return console.call(console.token, "GET", "/api/v1/encryption/letters" + query, "").body();
  }

  @Test
  void messages_are_listed_without_their_text() {
    assertThat(letters("?state=waiting"))
        .contains("ada@example.com", "enrolment-token", "\"waiting\"")
        .doesNotContain("ABCD-EFGH", "Your token");
    assertThat(letters("?state=failed")).isEqualTo("{\"letters\":[]}");
    assertThat(letters("?state=lost")).contains("expected one of waiting, sent, failed");
  }

  @Test
  void the_page_shows_what_waits() {
    var browser = console.signedIn("rob", AdministratorRole.READ_ONLY);
    assertThat(browser.get("/encryption/letters").body())
        .contains("ada@example.com", "enrolment-token", "waiting", "No relay", "None waits.")
        .doesNotContain("ABCD-EFGH");
    assertThat(browser.get("/encryption/letters?state=failed").body())
        .doesNotContain("ada@example.com");
    assertThat(browser.get("/encryption/letters?state=lost").statusCode()).isEqualTo(400);
    assertThat(browser.get("/encryption").body()).contains("/encryption/letters?state=waiting");
  }

  @Test
  void they_are_counted() {
    assertThat(LetterMetrics.of(console.domain.outbox(), console.domain.store()))
        .contains(
            "sallyport_encryption_letters{state=\"waiting\"} 1\n",
            "sallyport_encryption_letters{state=\"failed\"} 0\n");
  }
}
