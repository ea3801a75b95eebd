package org.sallyport.encryption.webmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.encryption.webmail.TestWebMail.ADA;
import static org.sallyport.encryption.webmail.TestWebMail.ELSEWHERE;
import static org.sallyport.encryption.webmail.TestWebMail.HOME;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuessesTest {
  @TempDir private Path folder;
  private TestWebMail mail;
  private Guesses guesses;

  @BeforeEach
  void open() {
    mail = TestWebMail.open(folder);
    guesses = Guesses.ofPassphrases(mail.here.store, mail.clock);
  }

  @AfterEach
  void close() {
    mail.close();
  }

  private void tried(Guesses by, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(by.begin("somebody" + i + "@outside.net", HOME)).isEmpty();
    }
  }

  private void right(String address) {
    assertThat(guesses.begin(address, HOME)).isEmpty();
    mail.here.store.write(
        in -> {
          guesses.right(in, address, HOME);
          return true;
        });
  }

  @Test
  void right_sign_ins_do_not_keep_a_networks_old_mistakes_alive() {
    tried(guesses, Guesses.OF_NETWORK - 1);
    mail.clock.advance(Duration.ofHours(23));
    right(ADA);
    mail.clock.advance(Duration.ofHours(1));

    tried(guesses, Guesses.OF_NETWORK);
    assertThat(guesses.begin(ADA, HOME)).contains(Guesses.FIRST);
  }

  @Test
  void right_ones_do_not_shorten_what_is_remembered() {
    right(ADA);
    mail.clock.advance(Duration.ofHours(23));
    tried(guesses, Guesses.OF_NETWORK - 1);
    mail.clock.advance(Duration.ofHours(23));

    assertThat(guesses.begin(ADA, HOME)).isEmpty();
    assertThat(guesses.begin("eve@outside.net", HOME)).contains(Guesses.FIRST);
  }

  @Test
  void requests_for_links_lock_nobody_out_of_signing_in() {
    var requests = Guesses.ofRequests(mail.here.store, mail.clock);
    tried(requests, Guesses.OF_NETWORK);

    assertThat(requests.begin(ADA, HOME)).contains(Guesses.FIRST);
    assertThat(guesses.begin(ADA, HOME)).isEmpty();
  }

  @Test
  void a_network_that_has_to_wait_writes_no_further_rows() {
    tried(guesses, Guesses.OF_NETWORK);
    long rows = mail.rows("web_mail_guesses");

    assertThat(guesses.begin("another@outside.net", HOME)).contains(Guesses.FIRST);

    assertThat(mail.rows("web_mail_guesses")).isEqualTo(rows);
    assertThat(guesses.begin("another@outside.net", ELSEWHERE)).isEmpty();
  }

  @Test
  void a_pause_outlives_what_is_counted() {
    for (int i = 0; i < Guesses.FROM_ONE; i++) {
      assertThat(guesses.begin(ADA, HOME)).isEmpty();
      mail.clock.advance(i == 3 ? Guesses.KEPT.minusSeconds(10) : Duration.ofSeconds(1));
    }
    mail.clock.advance(Duration.ofSeconds(10));

    mail.one.tidy();

    assertThat(guesses.begin(ADA, HOME)).isPresent();
    mail.clock.advance(Guesses.FIRST);
    assertThat(guesses.begin(ADA, HOME)).isEmpty();
  }
}
