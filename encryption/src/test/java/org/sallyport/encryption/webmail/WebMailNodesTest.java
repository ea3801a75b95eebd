package org.sallyport.encryption.webmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.encryption.webmail.TestWebMail.ADA;
import static org.sallyport.encryption.webmail.TestWebMail.HOME;
import static org.sallyport.encryption.webmail.TestWebMail.PASSPHRASE;
import static org.sallyport.encryption.webmail.TestWebMail.secret;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestStores;
import org.sallyport.mime.text.MailFile;

/** Two nodes over one store, at the same time and one after the other. */
@ParameterizedClass
@EnumSource
class WebMailNodesTest {
  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir private Path folder;

  private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<T>();
      for (var each : threads.invokeAll(work)) {
        all.add(each.get());
      }
      return all;
    }
  }

  @Test
  void a_quota_is_exact_however_many_write_at_once() throws Exception {
    try (var mail = TestWebMail.open(stores, folder)) {
      var body = "x".repeat(200) + "\r\n";
      var text = TestWebMail.text("bob@example.com", ADA, "Large", body.repeat(1000));
      long fits = TestWebMail.QUOTA / text.length();
      var work = new ArrayList<Callable<WebMail.Taken>>();
      for (int i = 0; i < fits + 3; i++) {
        boolean here = i % 2 == 0;
        work.add(
            () ->
                WrittenMail.write((here ? mail.here : mail.there).domain, text, List.of(ADA))
                    .values()
                    .iterator()
                    .next());
      }

      var taken = atOnce(work);

      assertThat(taken).filteredOn(WebMail.Taken.Kept.class::isInstance).hasSize((int) fits);
      assertThat(taken).filteredOn(WebMail.Taken.OverQuota.class::isInstance).hasSize(3);
      assertThat(mail.notices()).hasSize(1);
      assertThat(
              mail.here.store.<Long>read(
                  in ->
                      in.first("SELECT used FROM web_mail_accounts", row -> row.number("used"))
                          .orElseThrow()))
          .isEqualTo(fits * text.length());
    }
  }

  @Test
  void a_link_that_is_followed_on_both_nodes_at_once_is_followed_once() throws Exception {
    try (var mail = TestWebMail.open(stores, folder)) {
      mail.writeToAda("Hello", "text");
      var token = TestWebMail.token(mail.notices().getFirst());

      var chosen =
          atOnce(
              List.<Callable<Entrance.Chosen>>of(
                  () ->
                      mail.one
                          .entrance()
                          .choose(token, secret(PASSPHRASE), secret(PASSPHRASE), "en"),
                  () ->
                      mail.other
                          .entrance()
                          .choose(token, secret(PASSPHRASE), secret(PASSPHRASE), "en")));

      assertThat(chosen).filteredOn(Entrance.Chosen.In.class::isInstance).hasSize(1);
      assertThat(chosen).filteredOn(Entrance.Chosen.SignInInstead.class::isInstance).hasSize(1);
    }
  }

  @Test
  void a_message_that_comes_while_its_mailbox_ends_is_kept() throws Exception {
    try (var mail = TestWebMail.open(stores, folder)) {
      var people = IntStream.range(0, 40).mapToObj(i -> "p" + i + "@outside.net").toList();
      people.forEach(each -> mail.write("Long ago", "text", each));
      mail.clock.advance(Duration.ofDays(174));
      mail.one.tidy();
      mail.clock.advance(Duration.ofDays(8));

      var work = new ArrayList<Callable<Long>>();
      work.add(
          () -> {
            mail.one.tidy();
            return 0L;
          });
      work.add(
          () ->
              people.reversed().stream()
                  .map(each -> mail.write("At last", "text", each).values().iterator().next())
                  .filter(WebMail.Taken.Kept.class::isInstance)
                  .count());

      assertThat(atOnce(work).getLast()).isEqualTo(people.size());
      assertThat(mail.rows("web_mail_messages")).isEqualTo(people.size());
    }
  }

  @Test
  void a_whole_visit_changes_nodes_with_every_click() throws Exception {
    try (var mail = TestWebMail.open(stores, folder)) {
      mail.firstVisit();
      var in = (Entrance.SignIn.In) TestWebMail.signIn(mail.other, PASSPHRASE, HOME);
      var visitor = mail.one.sessions().enter(in.token()).orElseThrow();
      var line = mail.other.mailbox().list(visitor, Folder.INBOX, "first", 0).lines().getFirst();
      assertThat(mail.one.mailbox().open(visitor, line.id(), MailFile::path)).isPresent();
      var draft = mail.other.composer().answer(visitor, line.id(), true).orElseThrow().draft();
      try (var files = mail.one.composer().attachments()) {
        assertThat(mail.one.composer().send(visitor, draft, files, "o_1"))
            .isInstanceOf(Sent.Done.class);
      }
      assertThat(mail.mails("INSIDE").getFirst()).contains("From: " + ADA);
      assertThat(mail.other.mailbox().delete(visitor, line.id())).isTrue();
      assertThat(mail.one.accounts().page("", "", 10)).hasSize(1);
      mail.other.tidy();
      assertThat(mail.one.metrics()).contains("sallyport_encryption_web_mail_sessions 2");
      assertThat(mail.one.sessions().change(in.token(), "wrong"))
          .isInstanceOf(BrowserSessions.Change.Ended.class);
      assertThat(mail.other.sessions().enter(in.token())).isEqualTo(Optional.empty());
      assertThat(mail.one.accounts().delete("administrator root", visitor.address())).isTrue();
      assertThat(mail.rows("web_mail_messages")).isZero();
    }
  }
}
