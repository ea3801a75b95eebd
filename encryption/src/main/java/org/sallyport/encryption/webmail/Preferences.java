package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sallyport.encryption.administrator.Passwords;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Certificate;
import org.sallyport.store.Transaction;

/**
 * What people choose: how mail goes to them, their language, another passphrase. Any thread; blocks
 * on the store.
 */
public final class Preferences {
  private final Kit kit;
  private final Guesses guesses;
  private final Passwords passwords;
  private final BrowserSessions sessions;
  private final ProvenKeys keys;
  private final Notices notices;

  Preferences(
      Kit kit,
      Guesses guesses,
      Passwords passwords,
      BrowserSessions sessions,
      ProvenKeys keys,
      Notices notices) {
    this.kit = kit;
    this.notices = notices;
    this.guesses = guesses;
    this.passwords = passwords;
    this.sessions = sessions;
    this.keys = keys;
  }

  /**
   * What somebody has chosen.
   *
   * @param fingerprint of the key that they have proven
   * @param language empty: none
   */
  public record Choices(
      Delivery delivery, Optional<String> fingerprint, String language, Instant visited) {}

  /** What somebody has chosen. */
  public Choices of(Visitor visitor) {
    var kept = kit.store().read(in -> KeptAccount.find(in, visitor.account())).orElseThrow();
    return new Choices(
        kept.byKey() ? Delivery.KEY : Delivery.WEB,
        Optional.of(kept.fingerprint()).filter(text -> !text.isEmpty()),
        kept.language(),
        kept.visited());
  }

  /** Sets the language; false where there is none of that name. */
  public boolean language(Visitor visitor, String language) {
    if (!Languages.ALL.contains(language)) {
      return false;
    }
    kit.write(
        in ->
            in.run(
                "UPDATE web_mail_accounts SET language = ? WHERE id = ?",
                language,
                visitor.account()));
    return true;
  }

  /** Mail comes to the browser from now on; the key is forgotten. */
  public void deliverToBrowser(Visitor visitor) {
    kit.write(in -> forgetKey(in, visitor));
  }

  private void forgetKey(Transaction in, Visitor visitor) {
    in.run("DELETE FROM web_mail_challenges WHERE account = ?", visitor.account());
    int changed =
        in.run(
            "UPDATE web_mail_accounts SET by_key = 0, fingerprint = '', certificate = ?"
                + " WHERE id = ? AND by_key = 1",
            new byte[0],
            visitor.account());
    if (changed > 0) {
      kit.audit()
          .record(in, "web mail", "web-mail-key-forgotten", visitor.address().text(), "by itself");
    }
  }

  /** What comes of offering a key. */
  public sealed interface Offer {
    /**
     * What it says can be opened with the key alone, and is typed back to {@link #prove}.
     *
     * @param armored an OpenPGP message of one line
     * @param until when it is of no use any more
     */
    record Challenge(String fingerprint, String armored, Instant until) implements Offer {}

    /** The key is not taken; a sentence. */
    record Unfit(String why) implements Offer {}
  }

  /**
   * Takes a certificate, which counts once it is proven.
   *
   * @param certificate armored or not
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public Offer offer(Visitor visitor, byte[] certificate) {
    kit.vault().needOpen();
    return keys.offer(visitor, certificate);
  }

  /** The same with armored text that was pasted. */
  public Offer offer(Visitor visitor, String armored) {
    return offer(visitor, armored.getBytes(US_ASCII));
  }

  /** What comes of typing back what a challenge said. */
  public sealed interface Proof {
    /** Mail goes to the key from now on. */
    record Done(String fingerprint) implements Proof {}

    /**
     * It said something else.
     *
     * @param left tries
     */
    record Wrong(int left) implements Proof {}

    /** There is no challenge any more; a key can be offered again. */
    record Over() implements Proof {}
  }

  /** Proves a key. */
  public Proof prove(Visitor visitor, String typed) {
    kit.vault().needOpen();
    return keys.prove(visitor, typed);
  }

  /** What comes of changing the passphrase. */
  public sealed interface Changed {
    /**
     * It is the new one; all other sessions are over, and this one goes on under another cookie.
     *
     * @param token the cookie's value
     */
    record Done(String token, Visitor visitor) implements Changed {
      @Override
      public String toString() {
        return "Done[" + visitor + "]";
      }
    }

    /** The present one is wrong. */
    record Wrong() implements Changed {}

    /** Too many were wrong. */
    record Locked(Duration pause) implements Changed {}

    /** Too many are looked at just now. */
    record Busy(Duration pause) implements Changed {}

    /** The new one is not taken. */
    record Unfit(Weak why) implements Changed {}
  }

  /** Changes the passphrase. */
  public Changed changePassphrase(
      Visitor visitor, Secret present, Secret next, Secret again, InetAddress from) {
    kit.vault().needOpen();
    var weak = Weak.of(next, again, visitor.address());
    if (weak.isPresent()) {
      return new Changed.Unfit(weak.get());
    }
    var name = visitor.address().text();
    var shut = guesses.begin(name, from);
    if (shut.isPresent()) {
      return new Changed.Locked(shut.get());
    }
    var kept = kit.store().read(in -> KeptAccount.find(in, visitor.account()));
    if (kept.isEmpty()) {
      return new Changed.Wrong();
    }
    return switch (passwords.look(present, kept.get().passphrase())) {
      case WRONG -> new Changed.Wrong();
      case BUSY -> unseen(name, from);
      case RIGHT ->
          passwords
              .hashInTime(next, () -> true)
              .map(hash -> changed(kept.get(), hash, from))
              .orElseGet(() -> unseen(name, from));
    };
  }

  private Changed unseen(String name, InetAddress from) {
    guesses.unseen(name, from);
    return new Changed.Busy(Passwords.PAUSE);
  }

  private Changed changed(KeptAccount before, String hash, InetAddress from) {
    return kit.store()
        .<Changed>write(
            in -> {
              guesses.right(in, before.address().text(), from);
              var now = KeptAccount.find(in, before.id());
              if (now.isEmpty() || now.get().credentials() != before.credentials()) {
                return new Changed.Wrong();
              }
              Entrance.setPassphrase(in, before.id(), hash);
              var at = kit.clock().instant();
              notices.send(in, now.get(), Letters.Kind.CHANGED, "/forgotten", at, "");
              kit.audit()
                  .record(
                      in,
                      "web mail",
                      "web-mail-passphrase-changed",
                      before.address().text(),
                      "by itself");
              var begun = sessions.begin(in, KeptAccount.find(in, before.id()).orElseThrow(), at);
              return new Changed.Done(begun.token(), begun.visitor());
            });
  }

  /** The key that mail to somebody goes to. */
  Optional<Certificate> preferredKey(Address address) {
    return keys.preferred(address);
  }
}
