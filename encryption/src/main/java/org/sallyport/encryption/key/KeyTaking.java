package org.sallyport.encryption.key;

import java.util.Optional;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Result;
import org.sallyport.store.Transaction;

/** Takes in keys that others have made. */
final class KeyTaking {
  private final KeyBooks books;
  private final Vouching vouching;

  KeyTaking(KeyBooks books, Vouching vouching) {
    this.books = books;
    this.vouching = vouching;
  }

  /** Who hands a key in. */
  enum By {
    /** The consumer's client: the key may become the active one. */
    OWNER,
    /** An administrator, for whom there may be any number of keys. */
    ADMINISTRATOR,
    /** Anybody: a key that is known learns what is new, and stays in its state. */
    ANYBODY
  }

  /** Checks a key and keeps it; the one of the same fingerprint learns what is new. */
  Kept take(String actor, By by, Consumer consumer, KeyUpload upload, int version) {
    return switch (UploadCheck.certificate(upload.certificate())) {
      case Result.Refused<Certificate>(var refusal) -> new Kept.Unfit(refusal.reason());
      case Result.Of<Certificate>(var read) ->
          KeyBooks.untilItHolds(() -> attempt(actor, by, consumer, upload, version, read));
    };
  }

  private Optional<Kept> attempt(
      String actor, By by, Consumer consumer, KeyUpload upload, int version, Certificate read) {
    var before =
        books.store.<Optional<ConsumerKey>>read(in -> KeyTable.find(in, read.fingerprint()));
    if (by == By.ANYBODY && before.isEmpty()) {
      return Optional.of(new Kept.Unknown());
    }
    if (before.filter(key -> !key.consumer().equals(consumer.id())).isPresent()) {
      return unfit("somebody else has this key; make one of your own");
    }
    if (before.filter(key -> key.state() == KeyState.REVOKED).isPresent()) {
      return unfit("this key was revoked, which cannot be undone; make another one");
    }
    if (before.filter(key -> promisesTooMuch(key.mode(), upload.mode())).isPresent()) {
      return unfit(
          "the server has had secrets of this key, and in mode "
              + upload.mode()
              + " it never has them; make another key");
    }
    return switch (UploadCheck.check(
        upload, consumer, version, before.map(ConsumerKey::certificate), books.now())) {
      case Result.Refused<UploadCheck.Taken>(var refusal) -> unfit(refusal.reason());
      case Result.Of<UploadCheck.Taken>(var taken) ->
          keep(actor, by, consumer, upload.mode(), before, taken);
    };
  }

  /** Whether the server could do with the key what the mode says that it never can. */
  private static boolean promisesTooMuch(KeyMode before, KeyMode wanted) {
    return (before.serverDecrypts() && !wanted.serverDecrypts())
        || (before.serverSigns() && !wanted.serverSigns());
  }

  private static Optional<Kept> unfit(String reason) {
    return Optional.of(new Kept.Unfit(reason));
  }

  private Optional<Kept> keep(
      String actor,
      By by,
      Consumer consumer,
      KeyMode mode,
      Optional<ConsumerKey> before,
      UploadCheck.Taken taken) {
    var fingerprint = taken.certificate().fingerprint();
    var vouched = vouching.vouch(taken.certificate(), consumer, books.now());
    return books.store.write(
        in -> {
          if (!KeyBooks.isStill(in, consumer, fingerprint, before)) {
            return Optional.empty();
          }
          if (before.isEmpty() && by == By.OWNER && KeyTable.isFull(in, consumer.id())) {
            return Optional.of(KeyTable.FULL);
          }
          var state = state(in, by, consumer, before);
          var entry = books.entry(fingerprint, consumer, mode, state, vouched, before);
          var written = books.write(in, actor, consumer, entry, vouched);
          books.secrets(in, fingerprint, taken.secrets());
          books.audit(
              in,
              actor,
              before.isEmpty() ? "key-added" : "key-updated",
              consumer,
              fingerprint,
              mode.name());
          return Optional.of(new Kept.Done(written, before.isEmpty()));
        });
  }

  /** A key that is new becomes the active one; a former one stays one while there is an active. */
  private static KeyState state(
      Transaction in, By by, Consumer consumer, Optional<ConsumerKey> before) {
    if (by == By.ANYBODY && before.isPresent()) {
      return before.get().state();
    }
    boolean another =
        KeyTable.active(in, consumer.id())
            .filter(
                active ->
                    before.filter(key -> key.fingerprint().equals(active.fingerprint())).isEmpty())
            .isPresent();
    return before.isPresent() && another ? KeyState.SUPERSEDED : KeyState.ACTIVE;
  }
}
