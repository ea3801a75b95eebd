package org.sallyport.encryption.key;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;

/**
 * Writes what has become of keys, with all that goes with it: who has the secrets, which key is the
 * active one, the audit trail, and what nodes keep in memory.
 */
final class KeyBooks {
  private static final int ATTEMPTS = 5;

  final Store store;
  final KeySecrets secrets;
  final InstantSource clock;
  private final KeyGenerations generations;
  private final AuditTrail audit;

  KeyBooks(
      Store store,
      KeySecrets secrets,
      KeyGenerations generations,
      AuditTrail audit,
      InstantSource clock) {
    this.store = store;
    this.secrets = secrets;
    this.generations = generations;
    this.audit = audit;
    this.clock = clock;
  }

  /** One attempt at a change; empty when the key was changed by somebody else meanwhile. */
  interface Attempt extends Supplier<Optional<Kept>> {}

  /** Keys are computed outside of transactions, so that a change may have to be made again. */
  static Kept untilItHolds(Attempt attempt) {
    for (int i = 0; i < ATTEMPTS; i++) {
      var kept = attempt.get();
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    return new Kept.Unfit("the key is being changed by others all the time; try again later");
  }

  /** Lets nobody else change keys of a consumer until this transaction ends. */
  static void lock(Transaction in, Consumer consumer) {
    in.first(
        "SELECT id FROM consumers WHERE id = ? ${for update}",
        row -> row.text("id"),
        consumer.id());
  }

  /** Whether the key is as it was when the change was computed; it stays so from here on. */
  static boolean isStill(
      Transaction in, Consumer consumer, Fingerprint fingerprint, Optional<ConsumerKey> before) {
    lock(in, consumer);
    return KeyTable.find(in, fingerprint)
        .map(ConsumerKey::version)
        .equals(before.map(ConsumerKey::version));
  }

  /** The key of that fingerprint, where it is the consumer's. */
  Optional<ConsumerKey> of(Consumer consumer, Fingerprint fingerprint) {
    return store
        .<Optional<ConsumerKey>>read(in -> KeyTable.find(in, fingerprint))
        .filter(key -> key.consumer().equals(consumer.id()));
  }

  /** A key as it is to be written. */
  ConsumerKey entry(
      Fingerprint fingerprint,
      Consumer consumer,
      KeyMode mode,
      KeyState state,
      Vouching.Vouched vouched,
      Optional<ConsumerKey> before) {
    var now = clock.instant();
    return new ConsumerKey(
        fingerprint,
        consumer.id(),
        mode,
        state,
        vouched.certificate().armored(),
        vouched.authority(),
        vouched.until(),
        before.map(ConsumerKey::created).orElse(now),
        now,
        0);
  }

  /** Writes a key; an active one takes the place of the one before. */
  ConsumerKey write(
      Transaction in, String actor, Consumer consumer, ConsumerKey key, Vouching.Vouched vouched) {
    var touched = new HashSet<>(KeyTable.addresses(in, consumer.id()));
    touched.addAll(vouched.addresses());
    if (key.state() == KeyState.ACTIVE) {
      KeyTable.active(in, consumer.id())
          .filter(former -> !former.fingerprint().equals(key.fingerprint()))
          .ifPresent(former -> supersede(in, actor, consumer, former));
    }
    KeyTable.put(in, key, vouched.certificate(), vouched.addresses());
    generations.changed(in, touched);
    return KeyTable.find(in, key.fingerprint()).orElseThrow();
  }

  private void supersede(Transaction in, String actor, Consumer consumer, ConsumerKey former) {
    KeyTable.state(in, former.fingerprint(), KeyState.SUPERSEDED, clock.instant());
    audit(in, actor, "key-superseded", consumer, former.fingerprint(), "");
  }

  void state(Transaction in, Consumer consumer, ConsumerKey key, KeyState state) {
    KeyTable.state(in, key.fingerprint(), state, clock.instant());
    generations.changed(in, KeyTable.addresses(in, consumer.id()));
  }

  /** What the server keeps of the secrets from now on. */
  void secrets(Transaction in, Fingerprint fingerprint, Optional<Key> kept) {
    secrets.put(in, fingerprint, kept);
  }

  void audit(
      Transaction in,
      String actor,
      String action,
      Consumer consumer,
      Fingerprint fingerprint,
      String detail) {
    audit.record(
        in,
        actor,
        action,
        consumer.address().text(),
        fingerprint + (detail.isEmpty() ? "" : " " + detail));
  }

  Instant now() {
    return clock.instant();
  }
}
