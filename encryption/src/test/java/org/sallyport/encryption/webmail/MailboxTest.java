package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.encryption.webmail.TestWebMail.ADA;
import static org.sallyport.encryption.webmail.TestWebMail.subjects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.mime.text.Display;
import org.sallyport.mime.text.MailFile;
import org.sallyport.wire.smtp.MailAddress;

class MailboxTest {
  @TempDir private Path folder;
  private TestWebMail mail;

  @BeforeEach
  void open() {
    mail = TestWebMail.open(folder);
  }

  @AfterEach
  void close() {
    mail.close();
  }

  @Test
  void a_message_is_listed_read_downloaded_and_deleted_on_another_node() throws IOException {
    var ada = mail.firstVisit().visitor();
    var box = mail.other.mailbox();
    var line = box.list(ada, Folder.INBOX, "", 0).lines().getFirst();

    assertThat(line.about().from()).isEqualTo("Bob <bob@example.com>");
    assertThat(line.seen()).isFalse();
    assertThat(box.usage(ada)).isEqualTo(new Mailbox.Usage(line.size(), TestWebMail.QUOTA, 1));

    var opened = box.open(ada, line.id(), MailFile::path).orElseThrow();
    assertThat(opened.display().orElseThrow().bodies())
        .extracting(body -> ((Display.Plain) body).text())
        .containsExactly("Hello\n");
    assertThat(mail.one.mailbox().usage(ada).unseen()).isZero();
    try (var whole = box.whole(ada, line.id()).orElseThrow().content()) {
      assertThat(new String(whole.readAllBytes(), UTF_8))
          .isEqualTo(TestWebMail.text("bob@example.com", ADA, "First", "Hello"));
    }

    assertThat(box.delete(ada, line.id())).isTrue();
    assertThat(box.delete(ada, line.id())).isFalse();
    assertThat(box.usage(ada)).isEqualTo(new Mailbox.Usage(0, TestWebMail.QUOTA, 0));
    assertThat(box.open(ada, line.id(), MailFile::path)).isEmpty();
  }

  @Test
  void nobody_reads_what_is_another_persons() throws IOException {
    var ada = mail.firstVisit().visitor();
    mail.write("For Eve", "secret", "eve@outside.net");
    var id =
        mail.here.store.<String>read(
            in ->
                in.first(
                        "SELECT m.id FROM web_mail_messages m JOIN web_mail_accounts a"
                            + " ON a.id = m.account WHERE a.address = 'eve@outside.net'",
                        row -> row.text("id"))
                    .orElseThrow());

    assertThat(mail.one.mailbox().open(ada, id, MailFile::path)).isEmpty();
    assertThat(mail.one.mailbox().whole(ada, id)).isEmpty();
    assertThat(mail.one.mailbox().file(ada, id, "")).isEmpty();
    assertThat(mail.one.mailbox().delete(ada, id)).isFalse();
    assertThat(mail.one.composer().answer(ada, id, true)).isEmpty();
  }

  @Test
  void senders_and_subjects_are_searched_and_paged() {
    var ada = mail.firstVisit().visitor();
    for (int i = 0; i < 30; i++) {
      mail.clock.advance(Duration.ofSeconds(1));
      mail.writeToAda("Invoice " + i, "text");
    }
    var box = mail.other.mailbox();

    var first = box.list(ada, Folder.INBOX, "", 0);
    assertThat(first.lines()).hasSize(Mailbox.PAGE);
    assertThat(first.found()).isEqualTo(31);
    assertThat(first.more()).isTrue();
    assertThat(subjects(first)).startsWith("Invoice 29", "Invoice 28");
    var second = box.list(ada, Folder.INBOX, "", 1);
    assertThat(second.lines()).hasSize(6);
    assertThat(second.more()).isFalse();
    assertThat(subjects(box.list(ada, Folder.INBOX, "INVOICE 7", 0))).containsExactly("Invoice 7");
    assertThat(box.list(ada, Folder.INBOX, "bob@", 1).lines()).hasSize(6);
    assertThat(box.list(ada, Folder.INBOX, "100%", 0).lines()).isEmpty();
    assertThat(box.list(ada, Folder.SENT, "", 0).lines()).isEmpty();
  }

  @Test
  void a_file_comes_out_as_it_went_in_under_a_safe_name() throws IOException {
    var ada = mail.firstVisit().visitor();
    mail.clock.advance(Duration.ofSeconds(1));
    WrittenMail.write(
        mail.here.domain,
        """
        From: bob@example.com
        To: ada@outside.net
        Subject: file
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        see the file
        --b
        Content-Type: text/html; name="../../evil.pdf"
        Content-Disposition: attachment; filename="../../evil.pdf"
        Content-Transfer-Encoding: base64

        JVBERi0xLjQ=
        --b--
        """
            .replace("\n", "\r\n"),
        List.of(ADA));
    var id = mail.other.mailbox().list(ada, Folder.INBOX, "file", 0).lines().getFirst().id();
    var file =
        mail.other
            .mailbox()
            .open(ada, id, MailFile::path)
            .orElseThrow()
            .display()
            .orElseThrow()
            .files()
            .getFirst();

    var download = mail.other.mailbox().file(ada, id, file.path()).orElseThrow();

    assertThat(download.name()).doesNotContain("/").endsWith("evil.pdf");
    assertThat(download.type()).isEqualTo("application/pdf");
    try (var content = download.content()) {
      assertThat(content.readAllBytes()).asString(UTF_8).isEqualTo("%PDF-1.4");
    }
    assertThat(mail.other.mailbox().file(ada, id, "1")).as("a text is no file").isEmpty();
  }

  @Test
  void one_notice_is_pending_at_a_time() {
    mail.writeToAda("One", "text");
    mail.writeToAda("Two", "text");
    assertThat(mail.notices()).hasSize(1);

    mail.clock.advance(Duration.ofHours(4));
    mail.writeToAda("Three", "text");
    assertThat(mail.notices()).as("after the pause").hasSize(2);

    var token = TestWebMail.token(mail.notices().getFirst());
    mail.one
        .entrance()
        .choose(
            token,
            TestWebMail.secret(TestWebMail.PASSPHRASE),
            TestWebMail.secret(TestWebMail.PASSPHRASE),
            "de");
    mail.clock.advance(Duration.ofSeconds(1));
    mail.writeToAda("Four", "text");

    assertThat(mail.notices()).as("after a visit").hasSize(3);
    assertThat(mail.notices().getFirst())
        .contains("Auto-Submitted: auto-generated")
        .contains("From: web-mail@example.com")
        .doesNotContain("/link/")
        .doesNotContain("Four");
    assertThat(mail.notices().getFirst()).as("in her language").contains("Kennwort");
  }

  @Test
  void an_address_that_is_written_in_two_ways_has_one_box() {
    var taken = mail.write("Hello", "text", ADA, "ADA@Outside.net");

    assertThat(taken).hasSize(2).containsValue(new WebMail.Taken.Kept());
    assertThat(mail.rows("web_mail_messages")).isEqualTo(1);
  }

  @Test
  void nobody_of_a_managed_domain_has_a_mailbox() {
    assertThat(mail.write("Hello", "text", "carol@example.com", ADA))
        .containsEntry(
            MailAddress.parse("carol@example.com").orElseThrow(),
            new WebMail.Taken.NotHere("the address is of a managed domain"))
        .containsEntry(MailAddress.parse(ADA).orElseThrow(), new WebMail.Taken.Kept());
    assertThat(mail.rows("web_mail_accounts")).isEqualTo(1);
  }

  @Test
  void contents_are_forgotten_with_their_last_reader() {
    mail.write("Both", "text", ADA, "eve@outside.net");
    long notices = mail.notices().size();
    assertThat(mail.rows("contents")).isEqualTo(1 + notices);

    mail.one.accounts().delete("administrator root", new Address(ADA));
    assertThat(mail.rows("contents")).isEqualTo(1 + notices);
    mail.one.accounts().delete("administrator root", new Address("eve@outside.net"));
    assertThat(mail.rows("contents")).isEqualTo(notices);
    assertThat(mail.rows("web_mail_accounts")).isZero();
  }

  @Test
  void a_stolen_store_says_neither_subject_nor_sender_nor_text() throws IOException {
    mail.writeToAda("Quarterly figures of the moon base", "launch on Tuesday");

    var store = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        store.append(new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }

    assertThat(store.toString())
        .contains(ADA)
        .doesNotContain("moon base")
        .doesNotContain("launch on Tuesday")
        .doesNotContain("Bob <");
  }

  @Test
  void messages_and_accounts_end_after_a_notice() {
    mail.firstVisit();
    mail.clock.advance(Duration.ofDays(84));
    mail.one.tidy();
    mail.other.tidy();
    assertThat(mail.notices().getFirst()).contains("will be deleted");
    long told = mail.notices().size();
    mail.one.tidy();
    assertThat(mail.notices()).hasSize((int) told);
    assertThat(mail.rows("web_mail_messages")).isEqualTo(1);

    mail.clock.advance(Duration.ofDays(7));
    mail.other.tidy();
    assertThat(mail.rows("web_mail_messages")).isZero();
    assertThat(mail.rows("web_mail_accounts")).isEqualTo(1);

    mail.clock.advance(Duration.ofDays(90));
    mail.one.tidy();
    mail.other.tidy();
    assertThat(mail.notices()).hasSize((int) told + 1);
    assertThat(mail.rows("web_mail_accounts")).as("told, not yet over").isEqualTo(1);
    mail.clock.advance(Duration.ofDays(7));
    mail.one.tidy();
    assertThat(mail.rows("web_mail_accounts")).isZero();
  }
}
