package org.sallyport.encryption.key;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.Armor;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/** Rows of consumers' keys. Whoever changes one tells {@link KeyGenerations} too. */
final class KeyTable {
  private static final String COLUMNS =
      "SELECT k.fingerprint, k.consumer, k.mode, k.state, k.certificate, k.authority, k.until,"
          + " k.created, k.changed, k.version FROM keys k";

  /** More keys of one consumer come only from administrators. */
  static final int MOST_OF_ONE = 50;

  /** What a client is told that brings, or asks for, another. */
  static final Kept FULL =
      new Kept.Unfit(
          "there are " + MOST_OF_ONE + " keys of this person already; ask an administrator");

  private KeyTable() {}

  static Optional<ConsumerKey> find(Transaction in, Fingerprint fingerprint) {
    return in.first(COLUMNS + " WHERE k.fingerprint = ?", KeyTable::read, fingerprint.hex());
  }

  /** The consumer's, the newest first. */
  static List<ConsumerKey> of(Transaction in, String consumer) {
    return in.all(
        COLUMNS + " WHERE k.consumer = ? ORDER BY k.created DESC, k.fingerprint",
        KeyTable::read,
        consumer);
  }

  static Optional<ConsumerKey> active(Transaction in, String consumer) {
    return in.first(
        COLUMNS + " WHERE k.consumer = ? AND k.state = 'ACTIVE'", KeyTable::read, consumer);
  }

  /** The active key of somebody who may use the server. */
  static Optional<ConsumerKey> by(Transaction in, Address address) {
    return in.first(
        COLUMNS
            + " JOIN key_addresses a ON a.fingerprint = k.fingerprint"
            + " JOIN consumers c ON c.id = k.consumer"
            + " WHERE a.address = ? AND k.state = 'ACTIVE' AND c.state = 'ACTIVE'",
        KeyTable::read,
        address.text());
  }

  /** Those with a primary key or subkey of that fingerprint or key id, the primary ones first. */
  static List<ConsumerKey> withPart(Transaction in, String column, String value, int limit) {
    return in.all(
        COLUMNS
            + " JOIN key_parts p ON p.fingerprint = k.fingerprint WHERE "
            + (column.equals("part") ? "p.part" : "p.key_id")
            + " = ? ORDER BY CASE WHEN p.part = k.fingerprint THEN 0 ELSE 1 END, k.created DESC"
            + " LIMIT ?",
        KeyTable::read,
        value,
        limit);
  }

  /** Active keys that housekeeping is to look at, those that wait longest first. */
  static List<ConsumerKey> due(Transaction in, Instant now, int limit) {
    return in.all(
        COLUMNS + " WHERE k.state = 'ACTIVE' AND k.due <= ? ORDER BY k.due, k.fingerprint LIMIT ?",
        KeyTable::read,
        now,
        limit);
  }

  /** Lets housekeeping look at all that another organisation key vouches for. */
  static void lookAtAll(Transaction in) {
    in.run("UPDATE keys SET due = 0 WHERE state = 'ACTIVE' AND due > 0");
  }

  /** Whether somebody has as many keys as their clients may bring or ask for. */
  static boolean isFull(Transaction in, String consumer) {
    return in.first(
                "SELECT count(*) AS n FROM keys WHERE consumer = ?",
                row -> row.number("n"),
                consumer)
            .orElse(0L)
        >= MOST_OF_ONE;
  }

  static boolean serverDecrypts(Transaction in, String consumer) {
    return in
        .all(
            "SELECT k.mode FROM keys k JOIN key_secrets s ON s.fingerprint = k.fingerprint"
                + " WHERE k.consumer = ?",
            row -> KeyMode.valueOf(row.text("mode")),
            consumer)
        .stream()
        .anyMatch(KeyMode::serverDecrypts);
  }

  /** Lets housekeeping look at the keys of somebody who has changed. */
  static void lookNow(Transaction in, String consumer) {
    in.run("UPDATE keys SET due = 0 WHERE consumer = ? AND state = 'ACTIVE'", consumer);
  }

  /**
   * Writes a key as it is now; its version grows.
   *
   * @throws IllegalStateException when it has become another consumer's at this moment
   */
  static void put(
      Transaction in, ConsumerKey key, Certificate certificate, Collection<Address> addresses) {
    int written =
        in.run(
            "INSERT INTO keys (fingerprint, consumer, mode, state, certificate, authority, until,"
                + " due, created, changed, version) VALUES (?,?,?,?,?,?,?,0,?,?,1) ON CONFLICT"
                + " (fingerprint) DO UPDATE SET mode = excluded.mode, state = excluded.state,"
                + " certificate = excluded.certificate, authority = excluded.authority, until ="
                + " excluded.until, due = 0, changed = excluded.changed, version = keys.version + 1"
                + " WHERE keys.consumer = excluded.consumer",
            key.fingerprint().hex(),
            key.consumer(),
            key.mode().name(),
            key.state().name(),
            certificate.bytes(),
            key.authority().orElse(""),
            key.until(),
            key.created(),
            key.changed());
    if (written == 0) {
      throw new IllegalStateException(key.fingerprint() + " is another consumer's");
    }
    var fingerprint = key.fingerprint().hex();
    in.run("DELETE FROM key_addresses WHERE fingerprint = ?", fingerprint);
    for (var address : addresses) {
      in.run(
          "INSERT INTO key_addresses (address, fingerprint) VALUES (?,?)",
          address.text(),
          fingerprint);
    }
    KeyParts.put(in, certificate);
  }

  static void state(Transaction in, Fingerprint fingerprint, KeyState state, Instant now) {
    in.run(
        "UPDATE keys SET state = ?, changed = ?, version = version + 1 WHERE fingerprint = ?",
        state.name(),
        now,
        fingerprint.hex());
  }

  static void lookAgain(Transaction in, Fingerprint fingerprint, Instant due) {
    in.run("UPDATE keys SET due = ?, failures = 0 WHERE fingerprint = ?", due, fingerprint.hex());
  }

  /** Puts off what cannot be tended: an hour, then two, four and so on up to a time. */
  static void putOff(Transaction in, Fingerprint fingerprint, Instant now, Duration longest) {
    long failures =
        in.first(
                "UPDATE keys SET failures = failures + 1 WHERE fingerprint = ? RETURNING failures",
                row -> row.number("failures"),
                fingerprint.hex())
            .orElse(1L);
    var delay = Duration.ofHours(1L << Math.min(failures - 1, 20));
    in.run(
        "UPDATE keys SET due = ? WHERE fingerprint = ?",
        now.plus(delay.compareTo(longest) < 0 ? delay : longest),
        fingerprint.hex());
  }

  /** The addresses that keys of somebody are found by. */
  static List<Address> addresses(Transaction in, String consumer) {
    return in.all(
        "SELECT DISTINCT a.address FROM key_addresses a JOIN keys k ON k.fingerprint ="
            + " a.fingerprint WHERE k.consumer = ?",
        row -> new Address(row.text("address")),
        consumer);
  }

  static ConsumerKey read(Row row) {
    return new ConsumerKey(
        new Fingerprint(row.text("fingerprint")),
        row.text("consumer"),
        KeyMode.valueOf(row.text("mode")),
        KeyState.valueOf(row.text("state")),
        Armor.of(Armor.Kind.PUBLIC_KEY_BLOCK, row.bytes("certificate")),
        Optional.of(row.text("authority")).filter(each -> !each.isEmpty()),
        row.timeIfAny("until"),
        row.time("created"),
        row.time("changed"),
        row.number("version"));
  }
}
