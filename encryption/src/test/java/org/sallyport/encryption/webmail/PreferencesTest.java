package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.encryption.webmail.TestWebMail.ADA;
import static org.sallyport.encryption.webmail.TestWebMail.HOME;
import static org.sallyport.encryption.webmail.TestWebMail.PASSPHRASE;
import static org.sallyport.encryption.webmail.TestWebMail.secret;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Opening;

class PreferencesTest {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();
  private static final Address ADDRESS = new Address(ADA);

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

  private Key key(String userId) {
    return Key.generate(
        new KeyRequest(
            KeyProfile.CURVE25519_V4,
            List.of(userId),
            Optional.of(Duration.ofDays(365)),
            mail.clock.instant()));
  }

  private String opened(Key key, String armored) throws IOException {
    var content = new ByteArrayOutputStream();
    assertThat(
            Decryption.with(List.of(key), mail.clock.instant(), ALGORITHMS)
                .decrypt(new ByteArrayInputStream(armored.getBytes(UTF_8)), content))
        .isInstanceOf(Opening.Released.class);
    return content.toString(UTF_8).strip();
  }

  @Test
  void mail_goes_to_a_key_once_its_owner_has_opened_a_challenge() throws Exception {
    var key = key("Ada <" + ADA + ">");
    var offer =
        (Preferences.Offer.Challenge)
            mail.one.preferences().offer(ada, key.certificate().armored());
    assertThat(mail.one.preferredKey(ADDRESS)).as("not proven").isEmpty();

    assertThat(mail.other.preferences().prove(ada, "0000-0000-0000-0000"))
        .isEqualTo(new Preferences.Proof.Wrong(4));
    var typed = opened(key, offer.armored()).toLowerCase(Locale.ROOT).replace("-", " ");
    assertThat(mail.other.preferences().prove(ada, typed))
        .isEqualTo(new Preferences.Proof.Done(key.certificate().fingerprint().hex()));

    assertThat(mail.one.preferredKey(ADDRESS).orElseThrow().fingerprint())
        .isEqualTo(key.certificate().fingerprint());
    assertThat(mail.one.preferences().of(ada).delivery()).isEqualTo(Delivery.KEY);
    assertThat(mail.one.preferences().prove(ada, typed))
        .as("once")
        .isInstanceOf(Preferences.Proof.Over.class);

    mail.one.preferences().deliverToBrowser(ada);
    assertThat(mail.other.preferredKey(ADDRESS)).isEmpty();
    assertThat(mail.other.preferences().of(ada).delivery()).isEqualTo(Delivery.WEB);
  }

  @Test
  void a_key_of_another_address_and_a_secret_one_are_not_taken() throws Exception {
    var others = key("Eve <eve@outside.net>");

    assertThat(mail.one.preferences().offer(ada, others.certificate().armored()))
        .isEqualTo(new Preferences.Offer.Unfit("the key has no user id with the address " + ADA));
    try (var secret = key("Ada <" + ADA + ">").armored()) {
      assertThat(mail.one.preferences().offer(ada, secret.reveal()))
          .isInstanceOf(Preferences.Offer.Unfit.class);
    }
    assertThat(mail.one.preferences().offer(ada, "nothing of the kind"))
        .isInstanceOf(Preferences.Offer.Unfit.class);
    assertThat(mail.one.preferences().offer(ada, new byte[1 << 20]))
        .isInstanceOf(Preferences.Offer.Unfit.class);
  }

  @Test
  void five_wrong_answers_or_an_hour_end_a_challenge() throws Exception {
    var key = key("Ada <" + ADA + ">");
    var offer =
        (Preferences.Offer.Challenge)
            mail.one.preferences().offer(ada, key.certificate().armored());
    for (int i = 0; i < 5; i++) {
      mail.one.preferences().prove(ada, "wrong");
    }
    assertThat(mail.one.preferences().prove(ada, opened(key, offer.armored())))
        .isInstanceOf(Preferences.Proof.Over.class);

    var second =
        (Preferences.Offer.Challenge)
            mail.one.preferences().offer(ada, key.certificate().armored());
    mail.clock.advance(Duration.ofHours(1));
    assertThat(mail.one.preferences().prove(ada, opened(key, second.armored())))
        .isInstanceOf(Preferences.Proof.Over.class);
  }

  @Test
  void a_changed_passphrase_ends_other_sessions() {
    var other = (Entrance.SignIn.In) TestWebMail.signIn(mail.one, PASSPHRASE, HOME);

    assertThat(
            mail.one
                .preferences()
                .changePassphrase(
                    ada,
                    secret("wrong"),
                    secret("a wholly new one"),
                    secret("a wholly new one"),
                    HOME))
        .isInstanceOf(Preferences.Changed.Wrong.class);
    var changed =
        (Preferences.Changed.Done)
            mail.other
                .preferences()
                .changePassphrase(
                    ada,
                    secret(PASSPHRASE),
                    secret("a wholly new one"),
                    secret("a wholly new one"),
                    HOME);

    assertThat(mail.one.sessions().enter(other.token())).isEmpty();
    assertThat(mail.one.sessions().enter(changed.token())).isPresent();
    assertThat(TestWebMail.signIn(mail.one, PASSPHRASE, HOME))
        .isInstanceOf(Entrance.SignIn.Refused.class);
  }

  @Test
  void administrators_see_and_change_accounts_but_read_nothing() {
    var accounts = mail.other.accounts();

    var seen = accounts.page("OUTSIDE", "", 10).getFirst();
    assertThat(seen.address()).isEqualTo(ADDRESS);
    assertThat(seen.opened()).isTrue();
    assertThat(seen.messages()).isEqualTo(1);
    assertThat(accounts.page("%", "", 10)).isEmpty();

    for (int i = 0; i < Guesses.FROM_ONE; i++) {
      TestWebMail.signIn(mail.one, "wrong", HOME);
    }
    assertThat(accounts.find(ADDRESS).orElseThrow().locked()).isPresent();
    assertThat(accounts.unlock("administrator root", ADDRESS)).isTrue();
    assertThat(accounts.find(ADDRESS).orElseThrow().locked()).isEmpty();
    assertThat(TestWebMail.signIn(mail.one, PASSPHRASE, HOME))
        .isInstanceOf(Entrance.SignIn.In.class);

    int before = mail.notices().size();
    assertThat(accounts.reset("administrator root", ADDRESS)).isTrue();
    assertThat(TestWebMail.signIn(mail.one, PASSPHRASE, HOME))
        .isInstanceOf(Entrance.SignIn.Refused.class);
    assertThat(mail.notices()).hasSize(before + 1);
    assertThat(accounts.unlock("administrator root", new Address("nobody@outside.net"))).isFalse();
    assertThat(
            mail.here.store.<List<String>>read(
                in ->
                    in.all(
                        "SELECT action FROM audit_trail WHERE subject = ? ORDER BY sequence",
                        row -> row.text("action"),
                        ADA)))
        .containsExactly("web-mail-account-opened", "web-mail-unlocked", "web-mail-reset");
  }

  @Test
  void a_language_is_one_that_there_are_texts_in() {
    assertThat(mail.one.preferences().language(ada, "xx")).isFalse();
    assertThat(mail.one.preferences().language(ada, "de")).isTrue();
    assertThat(mail.other.preferences().of(ada).language()).isEqualTo("de");
    assertThat(mail.other.preferences().of(ada).fingerprint()).isEqualTo(Optional.empty());
  }
}
