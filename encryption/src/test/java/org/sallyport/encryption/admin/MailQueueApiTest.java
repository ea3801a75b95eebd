package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.administrator.AdministratorRole;
import org.sallyport.encryption.mailqueue.Route;
import org.sallyport.encryption.mailqueue.Submission;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;

class MailQueueApiTest {
  private static final String PATH = "/api/v1/encryption/mail-queue";

  @TempDir private Path folder;
  private RunningConsole console;

  @BeforeEach
  void start() throws IOException {
    console = RunningConsole.open(folder);
    submit("bob@example.org");
    submit("cyd@example.net");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  private void submit(String to) throws IOException {
    var domain = console.domain;
    var text = domain.contents().begin();
    try (text) {
      text.write("Subject: a secret\r\n\r\ntext\r\n".getBytes(US_ASCII));
    }
    domain
        .store()
        .write(
            in -> {
              domain.contents().keep(in, text);
              domain
                  .mailQueue()
                  .submit(
                      in,
                      new Submission(
                          MailAddress.parse("ann@example.com"),
                          MailParameters.NONE,
                          List.of(
                              new Envelope.To(
                                  MailAddress.parse(to).orElseThrow(), RecipientParameters.NONE)),
                          Route.OUTSIDE,
                          text.id(),
                          "",
                          true));
              return true;
            });
  }

  private String id(String search) {
    return console.domain.mailQueue().list().search(search, 10).getFirst().id();
  }

  private int status(String method, String path) {
    return console.call(console.token, method, PATH + path, "").statusCode();
  }

  private String body(String method, String path) {
    return console.call(console.token, method, PATH + path, "").body();
  }

  @Test
  void pages_show_what_waits_and_end_it_for_who_may() {
    var bob = id("bob@");
    var reader = console.signedIn("rob", AdministratorRole.READ_ONLY);
    assertThat(reader.get(MailQueuePage.PATH + "?search=bob@").body())
        .contains("bob@example.org", "To be tried now")
        .doesNotContain("cyd@", "Try everything");
    assertThat(reader.get(MailQueuePage.ONE + "?id=" + bob).body())
        .contains("ann@example.com", "outside")
        .doesNotContain("Give up");

    var browser = console.signedIn("ada", AdministratorRole.FULL);
    assertThat(browser.after(MailQueuePage.ONE + "/retry", Map.of("id", bob)))
        .contains("It is tried now.", "Give up");
    assertThat(browser.after(MailQueuePage.PATH + "/retry-all", Map.of()))
        .contains("deliveries are tried now.");
    assertThat(browser.after(MailQueuePage.ONE + "/drop", Map.of("id", bob)))
        .contains("It is dropped.")
        .doesNotContain("bob@");
    assertThat(browser.get(MailQueuePage.ONE + "?id=" + bob).statusCode()).isEqualTo(404);
    assertThat(browser.get("/encryption/audit").body())
        .contains("mail-dropped", "from ann@example.com");
  }

  @Test
  void messages_are_listed_found_and_shown_without_their_text() {
    assertThat(body("GET", ""))
        .contains("bob@example.org", "cyd@example.net", "\"due\":2", "\"inHand\":0")
        .doesNotContain("secret");
    assertThat(body("GET", "?search=bob@")).contains("bob@example.org").doesNotContain("cyd@");
    assertThat(body("GET", "?limit=0")).contains("expected 1 to 200");
    assertThat(body("GET", "/" + id("bob@")))
        .contains("ann@example.com", "\"nextHop\":\"outside\"", "\"state\":\"waiting\"");
    assertThat(status("GET", "/q_nothing")).isEqualTo(404);
  }

  @Test
  void a_message_is_retried_given_up_and_dropped_and_the_trail_says_so() {
    var bob = id("bob@");
    var cyd = id("cyd@");
    assertThat(status("POST", "/" + bob + "/retry")).isEqualTo(204);
    assertThat(body("POST", "/retry")).contains("\"deliveries\":");
    assertThat(status("POST", "/" + bob + "/give-up")).isEqualTo(204);
    assertThat(status("DELETE", "/" + cyd)).isEqualTo(204);
    assertThat(status("DELETE", "/" + cyd)).isEqualTo(404);
    assertThat(status("POST", "/" + bob + "/retry")).isEqualTo(404);
    assertThat(body("GET", "")).contains("\"route\":\"inside\"").doesNotContain("bob@", "cyd@");
    assertThat(console.call(console.token, "GET", "/api/v1/encryption/audit", "").body())
        .contains("mail-given-up", "mail-dropped", "from ann@example.com");
  }
}
