package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.sallyport.encryption.webmail.TestWebMail.ADA;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.Ids;
import org.sallyport.mime.text.Display;
import org.sallyport.mime.text.MailFile;
import org.sallyport.mime.text.MailReader;
import org.sallyport.wire.smtp.MailAddress;

class ComposerTest {
  @TempDir private Path folder;
  private TestWebMail mail;
  private Visitor ada;

  @BeforeEach
  void open() {
    mail = TestWebMail.open(folder);
    ada = mail.firstVisit().visitor();
  }

  @AfterEach
  void close() {
    mail.close();
  }

  private Sent send(Draft draft) throws IOException {
    return send(mail.other, draft, Ids.next('o'));
  }

  private Sent send(WebMail on, Draft draft, String once) throws IOException {
    try (var files = on.composer().attachments()) {
      return on.composer().send(ada, draft, files, once);
    }
  }

  private static Draft to(String to) {
    return new Draft(to, "", "Subject", "Text", Optional.empty());
  }

  private String latest() {
    return mail.one.mailbox().list(ada, Folder.INBOX, "", 0).lines().getFirst().id();
  }

  private static InputStream file(byte[] octets) {
    return new ByteArrayInputStream(octets);
  }

  @Test
  void an_answer_arrives_inside_as_mail_of_its_writer_with_its_files() throws IOException {
    var answer = mail.one.composer().answer(ada, latest(), false).orElseThrow();
    assertThat(answer.draft().to()).isEqualTo("\"Bob\" <bob@example.com>");
    assertThat(answer.draft().subject()).isEqualTo("Re: First");
    assertThat(answer.draft().text()).contains("> Hello");
    var draft =
        new Draft(answer.draft().to(), "", "Grüße", "Schöne Grüße\nAda", answer.draft().answers());
    Sent sent;
    try (var files = mail.other.composer().attachments()) {
      assertThat(files.add("C:\\tmp\\Größe der Datei.pdf", file("%PDF-1.7 x".getBytes(UTF_8))))
          .isEqualTo(Attachments.Adding.ADDED);
      assertThat(files.add("big.bin", file(new byte[100_000]))).isEqualTo(Attachments.Adding.ADDED);
      sent = mail.other.composer().send(ada, draft, files, "o_1");
    }

    assertThat(sent).isInstanceOf(Sent.Done.class);
    var text = mail.mails("INSIDE").getFirst();
    var message = TestWebMail.scanned(text.getBytes(UTF_8));
    assertThat(message.findings()).isEmpty();
    var header = message.header();
    assertThat(header.text("From")).isEqualTo(ADA);
    assertThat(header.text("Sender")).isEqualTo("web-mail@example.com");
    assertThat(header.text("To")).isEqualTo("Bob <bob@example.com>");
    assertThat(header.text("Subject")).isEqualTo("Grüße");
    assertThat(header.text("In-Reply-To")).isEqualTo("<" + "First".hashCode() + "@example.com>");
    assertThat(header.text("References")).isEqualTo(header.text("In-Reply-To"));
    var display = MailReader.display(message, message.root(), MailFile::path);
    assertThat(((Display.Plain) display.bodies().getFirst()).text())
        .isEqualTo("Schöne Grüße\nAda\n");
    assertThat(display.files())
        .extracting(MailFile::name, MailFile::declared)
        .containsExactly(
            tuple("C__tmp_Größe der Datei.pdf", "application/pdf"),
            tuple("big.bin", "application/octet-stream"));
    try (var content = message.content(message.root().parts().get(2))) {
      assertThat(content.readAllBytes()).isEqualTo(new byte[100_000]);
    }
    var copy = mail.one.mailbox().list(ada, Folder.SENT, "", 0).lines();
    assertThat(copy).hasSize(1);
    assertThat(copy.getFirst().about().to()).isEqualTo("bob@example.com");
    assertThat(mail.one.mailbox().list(ada, Folder.INBOX, "", 0).lines().getFirst().answered())
        .isTrue();
    try (var left = Files.list(folder.resolve("spool"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void the_path_for_reports_is_the_servers_and_not_the_writers() throws IOException {
    send(to("bob@example.com"));

    assertThat(
            mail.here.store.<List<String>>read(
                in ->
                    in.all(
                        "SELECT sender FROM mail_queue WHERE route = 'INSIDE'",
                        row -> row.text("sender"))))
        .containsExactly("web-mail@example.com");
  }

  @Test
  void people_outside_write_inside_alone() throws IOException {
    assertThat(send(to("bob@example.com, eve@world.org")))
        .isEqualTo(new Sent.NotAllowed(List.of("eve@world.org")));
    assertThat(send(to("bob@sub.example.com")))
        .isEqualTo(new Sent.NotAllowed(List.of("bob@sub.example.com")));
    assertThat(send(to(""))).isEqualTo(new Sent.Nobody());
    assertThat(send(to("bob"))).isInstanceOf(Sent.Malformed.class);
    assertThat(send(to("bob@example.com>\r\nBcc: eve@world.org")))
        .isInstanceOf(Sent.Malformed.class);
    assertThat(mail.mails("INSIDE")).isEmpty();
  }

  @Test
  void an_answer_has_a_trace_and_one_that_is_too_large_has_none() throws IOException {
    send(to("bob@example.com"));
    var large = new Draft("bob@example.com", "", "Large", "x".repeat(300 << 10), Optional.empty());

    assertThat(send(large)).isEqualTo(new Sent.TooLarge(256 << 10));
    assertThat(
            mail.here.store.<List<String>>read(
                in ->
                    in.all(
                        "SELECT listener, sender FROM mail_traces",
                        row -> row.text("listener") + " " + row.text("sender"))))
        .containsExactly("web-mail " + ADA);
  }

  @Test
  void whoever_handed_a_message_in_can_be_answered_but_not_whom_it_names() throws IOException {
    mail.clock.advance(Duration.ofSeconds(1));
    WrittenMail.write(
        mail.here.domain,
        TestWebMail.text("eve@world.org", ADA + ", carol@example.com, dan@world.org", "Hi", "x"),
        List.of(ADA));

    var answer = mail.one.composer().answer(ada, latest(), true).orElseThrow();

    assertThat(answer.leftOut()).containsExactly("eve@world.org", "dan@world.org");
    assertThat(answer.draft().cc()).isEqualTo("carol@example.com");
    assertThat(send(new Draft("eve@world.org", "", "Re", "text", answer.draft().answers())))
        .isInstanceOf(Sent.NotAllowed.class);
  }

  @Test
  void a_subject_smuggles_in_no_field() throws IOException {
    var sent =
        send(
            new Draft(
                "bob@example.com", "", "Hi\r\nBcc: eve@world.org", "\r\n.\r\n", Optional.empty()));

    assertThat(sent).isInstanceOf(Sent.Done.class);
    var message = TestWebMail.scanned(mail.mails("INSIDE").getFirst().getBytes(UTF_8));
    assertThat(message.header().count("Bcc")).isZero();
    assertThat(message.header().count("Subject")).isEqualTo(1);
  }

  @Test
  void too_many_and_too_large_files_are_refused_and_nothing_is_left() throws IOException {
    try (var files = mail.one.composer().attachments()) {
      assertThat(files.add("a", file(new byte[300 << 10]))).isEqualTo(Attachments.Adding.TOO_LARGE);
    }
    try (var files = mail.one.composer().attachments()) {
      for (int i = 0; i < 3; i++) {
        assertThat(files.add("a", file(new byte[1]))).isEqualTo(Attachments.Adding.ADDED);
      }
      assertThat(files.add("a", file(new byte[1]))).isEqualTo(Attachments.Adding.TOO_MANY);
    }
    try (var left = Files.list(folder.resolve("spool"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void what_is_refused_for_quota_or_number_leaves_no_chunk_in_the_store() throws IOException {
    long chunks = mail.rows("content_chunks");
    room(100_000);
    try (var files = mail.one.composer().attachments()) {
      files.add("large.bin", file(new byte[200_000]));
      assertThat(mail.one.composer().send(ada, to("bob@example.com"), files, "o_1"))
          .isEqualTo(new Sent.OverQuota());
    }
    room(400_000);
    var umlauts = new Draft("bob@example.com", "", "", "ü".repeat(100_000), Optional.empty());
    assertThat(send(umlauts)).as("larger than it seemed").isEqualTo(new Sent.OverQuota());
    assertThat(mail.rows("content_chunks")).isEqualTo(chunks);
    assertThat(mail.rows("contents")).isEqualTo(chunks);

    for (int i = 0; i < 5; i++) {
      assertThat(send(to("bob@example.com"))).isInstanceOf(Sent.Done.class);
    }
    chunks = mail.rows("content_chunks");
    room(TestWebMail.QUOTA);
    assertThat(send(umlauts)).isInstanceOf(Sent.TooOften.class);
    assertThat(mail.rows("content_chunks")).isEqualTo(chunks);
  }

  private void room(long octets) {
    long used = mail.one.mailbox().usage(ada).used();
    mail.one.accounts().quota("administrator root", ada.address(), OptionalLong.of(used + octets));
  }

  @Test
  void a_form_that_is_sent_twice_is_one_message() throws IOException {
    var first = send(mail.one, to("bob@example.com"), "o_1");

    assertThat(first).isInstanceOf(Sent.Done.class);
    assertThat(send(mail.other, to("bob@example.com"), "o_1")).isEqualTo(first);
    assertThat(mail.mails("INSIDE")).hasSize(1);
    var changed = new Draft("bob@example.com", "", "Subject", "Another text", Optional.empty());
    assertThat(send(mail.other, changed, "o_1")).as("after the Back button").isNotEqualTo(first);
    assertThat(send(mail.one, to("bob@example.com"), "o_2")).isNotEqualTo(first);
    assertThat(mail.mails("INSIDE")).hasSize(3);
  }

  @Test
  void a_recipient_with_a_route_in_it_is_not_written_to() throws IOException {
    for (var way : List.of("victim%evil.example@example.com", "evil.example!victim@example.com")) {
      assertThat(send(to(way))).isEqualTo(new Sent.NotAllowed(List.of(way)));
    }
  }

  private void write(String text) {
    mail.clock.advance(Duration.ofSeconds(1));
    WrittenMail.write(mail.here.domain, text, List.of(ADA));
  }

  @Test
  void an_original_with_a_control_character_in_its_id_can_be_answered() throws IOException {
    write(
        TestWebMail.text("bob@example.com", ADA, "Odd", "x")
            .replaceFirst("Message-ID: <", "Message-ID: <\u0001"));

    var answer = mail.one.composer().answer(ada, latest(), false).orElseThrow();

    assertThat(send(answer.draft())).isInstanceOf(Sent.Done.class);
    assertThat(mail.mails("INSIDE").getFirst()).doesNotContain("In-Reply-To");
  }

  @Test
  void an_answer_to_a_subject_of_500_characters_is_sent() throws IOException {
    write(TestWebMail.text("bob@example.com", ADA, "Long ".repeat(100), "x"));

    var answer = mail.one.composer().answer(ada, latest(), false).orElseThrow();

    assertThat(answer.draft().subject()).hasSize(300).startsWith("Re: Long").endsWith("…");
    assertThat(send(answer.draft())).isInstanceOf(Sent.Done.class);
    var draft = new Draft("bob@example.com", "", "x".repeat(301), "", Optional.empty());
    assertThat(send(draft)).isEqualTo(new Sent.LongSubject(300));
  }

  @Test
  void an_answer_of_a_utf8_address_asks_for_smtputf8() throws IOException {
    var address = "zoë@outside.net";
    mail.clock.advance(Duration.ofSeconds(1));
    WrittenMail.write(
        mail.here.domain,
        TestWebMail.text("bob@example.com", address, "Hi", "x"),
        List.of(address));
    var token = TestWebMail.token(mail.notices().getFirst());
    var passphrase = TestWebMail.secret(TestWebMail.PASSPHRASE);
    var zoe = (Entrance.Chosen.In) mail.one.entrance().choose(token, passphrase, passphrase, "en");

    try (var files = mail.one.composer().attachments()) {
      assertThat(mail.one.composer().send(zoe.visitor(), to("bob@example.com"), files, "o_1"))
          .isInstanceOf(Sent.Done.class);
    }

    assertThat(MailAddress.parse(address).orElseThrow().needsUtf8()).isTrue();
    assertThat(
            mail.here.store.<List<String>>read(
                in ->
                    in.all(
                        "SELECT parameters FROM mail_queue WHERE route = 'INSIDE'",
                        row -> row.text("parameters"))))
        .first()
        .asString()
        .contains("SMTPUTF8");
  }

  @Test
  void what_a_killed_node_left_in_the_spool_is_gone_after_a_start() throws IOException {
    var spool = folder.resolve("spool");
    Files.createDirectories(spool);
    Files.write(spool.resolve("spool123.sealed"), new byte[10]);
    Files.write(spool.resolve("somebody's"), new byte[10]);

    mail.one.prepare();

    try (var left = Files.list(spool)) {
      assertThat(left).containsExactly(spool.resolve("somebody's"));
    }
  }

  @Test
  void so_many_are_sent_in_an_hour_and_a_copy_needs_room() throws IOException {
    for (int i = 0; i < 5; i++) {
      assertThat(send(to("bob@example.com"))).isInstanceOf(Sent.Done.class);
    }
    assertThat(send(to("bob@example.com"))).isEqualTo(new Sent.TooOften(Duration.ofHours(1)));
    mail.clock.advance(Duration.ofHours(1));
    assertThat(send(to("bob@example.com"))).isInstanceOf(Sent.Done.class);

    mail.one
        .accounts()
        .quota(
            "administrator root",
            ada.address(),
            OptionalLong.of(mail.one.mailbox().usage(ada).used() + 10));
    assertThat(send(to("bob@example.com"))).isEqualTo(new Sent.OverQuota());
    assertThat(mail.mails("INSIDE")).hasSize(6);
  }
}
