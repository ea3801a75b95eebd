package org.sallyport.encryption.webmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sallyport.encryption.webmail.TestWebMail.ADA;
import static org.sallyport.encryption.webmail.TestWebMail.ELSEWHERE;
import static org.sallyport.encryption.webmail.TestWebMail.HOME;
import static org.sallyport.encryption.webmail.TestWebMail.PASSPHRASE;
import static org.sallyport.encryption.webmail.TestWebMail.secret;
import static org.sallyport.encryption.webmail.TestWebMail.signIn;
import static org.sallyport.encryption.webmail.TestWebMail.token;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.consumer.Address;

class EntranceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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

  private Entrance.Chosen choose(WebMail on, String token, String passphrase, String again) {
    return on.entrance().choose(token, secret(passphrase), secret(again), "de");
  }

  @Test
  void a_link_is_followed_once_and_then_leads_to_sign_in() {
    mail.writeToAda("Hello", "text");
    var token = token(mail.notices().getFirst());

    assertThat(mail.other.entrance().look(token))
        .isEqualTo(new Entrance.Link.Choose(new Address(ADA), true));
    var chosen = (Entrance.Chosen.In) choose(mail.other, token, PASSPHRASE, PASSPHRASE);

    assertThat(chosen.visitor().address().text()).isEqualTo(ADA);
    assertThat(mail.one.entrance().look(token)).isInstanceOf(Entrance.Link.SignInInstead.class);
    assertThat(choose(mail.one, token, "another passphrase", "another passphrase"))
        .isInstanceOf(Entrance.Chosen.SignInInstead.class);
    assertThat(mail.one.sessions().enter(chosen.token())).isPresent();
    assertThat(signIn(mail.one, PASSPHRASE, HOME)).isInstanceOf(Entrance.SignIn.In.class);
  }

  @Test
  void looking_at_a_link_uses_nothing() {
    mail.writeToAda("Hello", "text");
    var token = token(mail.notices().getFirst());

    for (int i = 0; i < 3; i++) {
      mail.one.entrance().look(token);
    }

    assertThat(choose(mail.one, token, PASSPHRASE, PASSPHRASE))
        .isInstanceOf(Entrance.Chosen.In.class);
  }

  @Test
  void a_link_is_over_some_day_and_an_unknown_one_always() {
    mail.writeToAda("Hello", "text");
    var token = token(mail.notices().getFirst());
    mail.clock.advance(Duration.ofDays(15));

    assertThat(mail.one.entrance().look(token)).isInstanceOf(Entrance.Link.Over.class);
    assertThat(mail.one.entrance().look("x".repeat(43))).isInstanceOf(Entrance.Link.Over.class);
    assertThat(choose(mail.one, token, PASSPHRASE, PASSPHRASE))
        .isInstanceOf(Entrance.Chosen.Over.class);
  }

  @Test
  void the_store_has_the_hash_of_a_link_alone() {
    mail.writeToAda("Hello", "text");
    var token = token(mail.notices().getFirst());

    assertThat(
            mail.here.store.<List<String>>read(
                in -> in.all("SELECT hash FROM web_mail_links", row -> row.text("hash"))))
        .hasSize(1)
        .doesNotContain(token);
  }

  @Test
  void weak_passphrases_are_not_taken_and_use_nothing() {
    mail.writeToAda("Hello", "text");
    var token = token(mail.notices().getFirst());

    assertThat(choose(mail.one, token, "short", "short"))
        .isEqualTo(new Entrance.Chosen.Unfit(Weak.SHORT));
    assertThat(choose(mail.one, token, "aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaa"))
        .isEqualTo(new Entrance.Chosen.Unfit(Weak.SIMPLE));
    assertThat(choose(mail.one, token, PASSPHRASE, PASSPHRASE + " "))
        .isEqualTo(new Entrance.Chosen.Unfit(Weak.DIFFERENT));
    assertThat(choose(mail.one, token, "p".repeat(2000), "p".repeat(2000)))
        .isEqualTo(new Entrance.Chosen.Unfit(Weak.LONG));
    assertThat(choose(mail.one, token, PASSPHRASE, PASSPHRASE))
        .isInstanceOf(Entrance.Chosen.In.class);
  }

  @Test
  void wrong_passphrases_lock_an_address_for_a_growing_time_on_all_nodes() {
    mail.firstVisit();
    for (int i = 0; i < Guesses.FROM_ONE; i++) {
      assertThat(signIn(i % 2 == 0 ? mail.one : mail.other, "wrong", HOME))
          .isInstanceOf(Entrance.SignIn.Refused.class);
    }

    assertThat(signIn(mail.other, PASSPHRASE, HOME))
        .isEqualTo(new Entrance.SignIn.Locked(Guesses.FIRST));
    mail.clock.advance(Guesses.FIRST);
    assertThat(signIn(mail.one, "wrong", HOME)).isInstanceOf(Entrance.SignIn.Refused.class);
    assertThat(signIn(mail.other, PASSPHRASE, HOME))
        .isEqualTo(new Entrance.SignIn.Locked(Guesses.FIRST.multipliedBy(2)));
    assertThat(signIn(mail.other, PASSPHRASE, ELSEWHERE)).isInstanceOf(Entrance.SignIn.In.class);
    mail.clock.advance(Guesses.FIRST.multipliedBy(2));
    assertThat(signIn(mail.other, PASSPHRASE, HOME)).isInstanceOf(Entrance.SignIn.In.class);
    assertThat(signIn(mail.one, "wrong", HOME)).isInstanceOf(Entrance.SignIn.Refused.class);
  }

  @Test
  void an_address_without_an_account_is_refused_and_locked_alike() {
    mail.firstVisit();
    for (var address : List.of(ADA, "nobody@outside.net")) {
      for (int i = 0; i < Guesses.FROM_ONE; i++) {
        assertThat(mail.one.entrance().signIn(address, secret("wrong"), HOME))
            .isEqualTo(new Entrance.SignIn.Refused());
      }
      assertThat(mail.one.entrance().signIn(address, secret("wrong"), HOME))
          .isEqualTo(new Entrance.SignIn.Locked(Guesses.FIRST));
    }
    assertThat(mail.one.entrance().signIn("no address", secret("wrong"), HOME))
        .isEqualTo(new Entrance.SignIn.Refused());
  }

  @Test
  void a_link_to_a_new_passphrase_ends_a_lock_and_all_sessions() {
    var first = mail.firstVisit();
    for (int i = 0; i < Guesses.FROM_ONE; i++) {
      signIn(mail.one, "wrong", HOME);
    }
    int before = mail.notices().size();

    mail.one.entrance().askForLink(ADA, HOME);
    await().atMost(PATIENCE).until(() -> mail.notices().size() > before);
    mail.other.entrance().askForLink(ADA, HOME);
    mail.other.entrance().askForLink("nobody@outside.net", HOME);
    mail.other.close();

    assertThat(mail.notices()).hasSize(before + 1);
    var reset = mail.notices().stream().filter(each -> each.contains("new passphrase")).toList();
    assertThat(reset).hasSize(1);
    assertThat(choose(mail.one, token(reset.getFirst()), "a wholly new one", "a wholly new one"))
        .isInstanceOf(Entrance.Chosen.In.class);
    assertThat(mail.one.sessions().enter(first.token())).isEmpty();
    assertThat(signIn(mail.one, PASSPHRASE, HOME)).isInstanceOf(Entrance.SignIn.Refused.class);
    assertThat(signIn(mail.one, "a wholly new one", HOME)).isInstanceOf(Entrance.SignIn.In.class);
  }

  @Test
  void one_network_does_not_take_all_places_for_links() {
    mail.firstVisit();
    var held = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var entered = new CountDownLatch(1);
      threads.execute(
          () ->
              mail.here.store.write(
                  in -> {
                    entered.countDown();
                    waitFor(held);
                    return true;
                  }));
      waitFor(entered);
      for (int i = 0; i < 30; i++) {
        mail.one.entrance().askForLink("somebody" + i + "@outside.net", ELSEWHERE);
      }
      mail.one.entrance().askForLink(ADA, HOME);
      held.countDown();
    }
    await()
        .atMost(PATIENCE)
        .until(() -> mail.notices().stream().anyMatch(each -> each.contains("new passphrase")));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_link_that_is_followed_many_times_at_once_is_followed_once() throws Exception {
    mail.writeToAda("Hello", "text");
    var token = token(mail.notices().getFirst());

    var chosen = new ArrayList<Entrance.Chosen>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Entrance.Chosen> choose = () -> choose(mail.one, token, PASSPHRASE, PASSPHRASE);
      for (var each : threads.invokeAll(Collections.nCopies(100, choose))) {
        chosen.add(each.get());
      }
    }

    assertThat(chosen).filteredOn(Entrance.Chosen.In.class::isInstance).hasSize(1);
    assertThat(chosen)
        .filteredOn(each -> !(each instanceof Entrance.Chosen.In))
        .allMatch(
            each ->
                each instanceof Entrance.Chosen.SignInInstead
                    || each instanceof Entrance.Chosen.Busy);
  }

  @Test
  void a_new_passphrase_ends_links_that_were_mailed_before() {
    var ada = mail.firstVisit().visitor();
    mail.one.entrance().askForLink(ADA, HOME);
    await().atMost(PATIENCE).until(() -> notice("new passphrase").isPresent());
    var token = token(notice("new passphrase").orElseThrow());
    assertThat(mail.other.entrance().look(token)).isInstanceOf(Entrance.Link.Choose.class);

    var next = "a wholly new one";
    assertThat(
            mail.one
                .preferences()
                .changePassphrase(ada, secret(PASSPHRASE), secret(next), secret(next), HOME))
        .isInstanceOf(Preferences.Changed.Done.class);

    assertThat(mail.other.entrance().look(token)).isInstanceOf(Entrance.Link.SignInInstead.class);
    assertThat(notice("Your passphrase was changed").orElseThrow())
        .contains("https://mail.example.com/forgotten");
  }

  private Optional<String> notice(String of) {
    return mail.notices().stream().filter(each -> each.contains(of)).findFirst();
  }

  @Test
  void a_session_goes_on_at_another_node_and_ends_when_idle_or_old() {
    var in = mail.firstVisit();

    assertThat(mail.other.sessions().enter(in.token()).map(Visitor::csrf))
        .isEqualTo(Optional.of(in.visitor().csrf()));
    for (int i = 0; i < 47; i++) {
      mail.clock.advance(Duration.ofMinutes(15));
      assertThat(mail.one.sessions().enter(in.token())).isPresent();
    }
    mail.clock.advance(Duration.ofMinutes(16));
    assertThat(mail.one.sessions().enter(in.token())).as("after 12 hours").isEmpty();

    var again = (Entrance.SignIn.In) signIn(mail.one, PASSPHRASE, HOME);
    mail.clock.advance(Duration.ofMinutes(21));
    assertThat(mail.other.sessions().enter(again.token())).as("idle").isEmpty();
  }

  @Test
  void clicks_write_at_most_once_in_a_tenth_of_the_idle_time() {
    var in = mail.firstVisit();
    var touched =
        new Object() {
          long times;
          long last = -1;
        };

    for (int i = 0; i < 60; i++) {
      mail.clock.advance(Duration.ofSeconds(5));
      assertThat((i % 2 == 0 ? mail.one : mail.other).sessions().enter(in.token())).isPresent();
      long now =
          mail.here.store.<Long>read(
              t ->
                  t.first("SELECT touched FROM web_mail_sessions", row -> row.number("touched"))
                      .orElseThrow());
      touched.times += now == touched.last ? 0 : 1;
      touched.last = now;
    }

    assertThat(touched.times).as("of 60 clicks in 5 minutes").isLessThanOrEqualTo(3);
  }

  @Test
  void a_form_of_another_session_ends_this_one() {
    var in = mail.firstVisit();
    var second = (Entrance.SignIn.In) signIn(mail.one, PASSPHRASE, HOME);

    assertThat(mail.other.sessions().change(in.token(), in.visitor().csrf()))
        .isInstanceOf(BrowserSessions.Change.Allowed.class);
    assertThat(mail.other.sessions().change(in.token(), second.visitor().csrf()))
        .isInstanceOf(BrowserSessions.Change.Ended.class);
    assertThat(mail.one.sessions().change(in.token(), in.visitor().csrf()))
        .isInstanceOf(BrowserSessions.Change.NotSignedIn.class);
    assertThat(mail.one.sessions().change(second.token(), ""))
        .isInstanceOf(BrowserSessions.Change.Ended.class);
  }

  @Test
  void the_oldest_session_ends_where_there_are_too_many_and_all_when_asked() {
    var first = mail.firstVisit();
    var later = new ArrayList<Entrance.SignIn.In>();
    for (int i = 0; i < 3; i++) {
      mail.clock.advance(Duration.ofSeconds(1));
      later.add((Entrance.SignIn.In) signIn(mail.one, PASSPHRASE, HOME));
    }

    assertThat(mail.other.sessions().enter(first.token())).isEmpty();
    assertThat(later).allMatch(each -> mail.other.sessions().enter(each.token()).isPresent());
    assertThat(mail.other.sessions().signOutEverywhere(later.getFirst().visitor())).isEqualTo(3);
    assertThat(later).allMatch(each -> mail.one.sessions().enter(each.token()).isEmpty());
  }
}
