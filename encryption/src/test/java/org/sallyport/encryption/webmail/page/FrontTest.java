package org.sallyport.encryption.webmail.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.encryption.webmail.Folder;
import org.sallyport.encryption.webmail.TestWebMail;
import org.sallyport.encryption.webmail.Visitor;
import org.sallyport.web.api.SiteReply;
import org.sallyport.web.api.SiteRequest;

class FrontTest {
  @TempDir private Path folder;
  private TestWebMail mail;
  private Front front;
  private String session;
  private Visitor ada;

  @BeforeEach
  void signIn() {
    mail = TestWebMail.open(folder);
    var paper = new Paper("Example Ltd");
    var ways =
        Stream.of(
                new EntryPages(mail.first(), paper).ways(),
                new MessagePages(mail.first(), paper).ways(),
                new ComposePages(mail.first(), paper, List.of("example.com")).ways(),
                new AccountPages(mail.first(), paper).ways())
            .flatMap(List::stream)
            .toList();
    front = new Front(mail.first(), paper, ways, 1 << 20);
    var visit = mail.firstVisit();
    session = visit.token();
    ada = visit.visitor();
  }

  @AfterEach
  void close() {
    mail.close();
  }

  private SiteReply send(SiteRequest request) throws IOException {
    return front.handle(request);
  }

  private boolean isSignedIn() throws IOException {
    return send(FakeRequest.get(session, "inbox")).status() == 200;
  }

  private FakeRequest change(Map<String, String> form) {
    return FakeRequest.post(session, form, "account", "language");
  }

  @Test
  void a_form_of_the_session_changes_something() throws IOException {
    var done = send(change(Map.of("csrf", ada.csrf(), "language", "de")));
    assertThat(done.status()).isEqualTo(303);
    assertThat(isSignedIn()).isTrue();
  }

  @Test
  void a_form_of_another_site_ends_the_session_that_it_came_with() throws IOException {
    var refused = send(change(Map.of("language", "de")).from("same-site"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.headers().get("Set-Cookie")).contains("Max-Age=0");
    assertThat(isSignedIn()).isFalse();
  }

  @Test
  void a_form_that_cannot_be_read_ends_the_session_like_one_without_a_token() throws IOException {
    assertThat(send(change(Map.of()).unreadable()).status()).isEqualTo(403);
    assertThat(isSignedIn()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-site", "cross-site"})
  void a_sign_in_that_another_site_sends_is_refused_and_ends_nothing(String site)
      throws IOException {
    var refused = send(FakeRequest.post(session, Map.of(), "sign-in").from(site));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.headers()).doesNotContainKey("Set-Cookie");
    assertThat(isSignedIn()).isTrue();
  }

  @Test
  void a_text_that_the_store_does_not_give_is_told_as_ours() throws IOException {
    var inbox = mail.first().mailbox().list(ada, Folder.INBOX, "", 0);
    mail.loseTexts();
    var reply = send(FakeRequest.get(session, "message", inbox.lines().getFirst().id()));
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.headers()).containsEntry("Retry-After", "30");
  }

  @Test
  void a_sign_in_ends_the_session_that_the_browser_had() throws IOException {
    var form = Map.of("address", ada.address().text(), "passphrase", TestWebMail.PASSPHRASE);
    assertThat(send(FakeRequest.post(session, form, "sign-in")).status()).isEqualTo(303);
    assertThat(isSignedIn()).isFalse();
  }

  private static FakeRequest letter(String session) {
    return FakeRequest.post(session, Map.of(), "compose")
        .multipart(
            Map.of("csrf", "old", "to", "anna@example.com", "subject", "plan", "text", "<b>long"));
  }

  private static String text(SiteReply reply) {
    return reply instanceof SiteReply.Content page ? new String(page.body(), UTF_8) : "";
  }

  @Test
  void another_language_goes_on_to_the_same_place() throws IOException {
    var page = send(FakeRequest.get("", "sign-in").asking("then", "/message/i_1"));
    assertThat(text(page)).contains("href=\"?language=de&amp;then=%2Fmessage%2Fi_1\"");
    assertThat(text(send(FakeRequest.get("", "sign-in")))).contains("href=\"?language=de\"");
  }

  @Test
  void what_was_written_is_shown_again_when_the_session_is_over() throws IOException {
    var reply = send(letter("over"));
    assertThat(reply.status()).isEqualTo(403);
    assertThat(text(reply))
        .contains("anna@example.com", "plan", "&lt;b&gt;long", "Nothing was sent");
    assertThat(send(letter("over").from("cross-site")).status()).isEqualTo(303);
    assertThat(send(letter("")).status()).isEqualTo(303);
  }

  @Test
  void a_stranger_who_sends_files_is_asked_to_sign_in() throws IOException {
    var reply = send(FakeRequest.post("nobody's", Map.of(), "compose"));
    assertThat(reply)
        .isInstanceOfSatisfying(
            SiteReply.SeeOther.class, there -> assertThat(there.location()).startsWith("/sign-in"));
  }
}
