package org.sallyport.encryption.webmail;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.Ids;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/**
 * An account as the store has it.
 *
 * @param passphrase its hash; empty before the first visit
 */
record KeptAccount(
    String id,
    Address address,
    String passphrase,
    long credentials,
    String language,
    long used,
    OptionalLong quota,
    String fingerprint,
    boolean byKey,
    Instant created,
    Instant active,
    Instant visited) {
  static final String COLUMNS =
      "id, address, passphrase, credentials, language, used, quota, fingerprint, by_key, created,"
          + " active, visited";

  static Optional<KeptAccount> of(Transaction in, Address address) {
    return in.first(
        "SELECT " + COLUMNS + " FROM web_mail_accounts WHERE address = ?",
        KeptAccount::read,
        address.text());
  }

  static Optional<KeptAccount> find(Transaction in, String id) {
    return in.first(
        "SELECT " + COLUMNS + " FROM web_mail_accounts WHERE id = ?", KeptAccount::read, id);
  }

  /**
   * The account of an address, made where there is none, and locked: nobody deletes it meanwhile.
   */
  static KeptAccount ensure(Transaction in, Address address, Instant now) {
    in.run(
        "INSERT INTO web_mail_accounts (id, address, passphrase, credentials, language, used,"
            + " certificate, fingerprint, by_key, created, active, visited, notified, warned,"
            + " asked, sent, sent_since) VALUES (?,?,'',0,'',0,?,'',0,?,?,0,0,0,0,0,0)"
            + " ON CONFLICT (address) DO UPDATE SET address = excluded.address",
        Ids.next('w'),
        address.text(),
        new byte[0],
        now,
        now);
    return of(in, address).orElseThrow();
  }

  /** Counts octets in, where they fit; the row is locked until the transaction ends. */
  static boolean take(Transaction in, String id, long octets, long usualQuota, Instant now) {
    return in.run(
            "UPDATE web_mail_accounts SET used = used + ?, active = ?"
                + " WHERE id = ? AND used + ? <= COALESCE(quota, ?)",
            octets,
            now,
            id,
            octets,
            usualQuota)
        > 0;
  }

  /** Counts octets out. */
  static void free(Transaction in, String id, long octets) {
    in.run("UPDATE web_mail_accounts SET used = used - ? WHERE id = ?", octets, id);
  }

  static KeptAccount read(Row row) {
    return new KeptAccount(
        row.text("id"),
        new Address(row.text("address")),
        row.text("passphrase"),
        row.number("credentials"),
        row.text("language"),
        row.number("used"),
        row.numberIfAny("quota"),
        row.text("fingerprint"),
        row.flag("by_key"),
        row.time("created"),
        row.time("active"),
        row.time("visited"));
  }

  boolean isNew() {
    return passphrase.isEmpty();
  }

  @Override
  public String toString() {
    return "KeptAccount[" + id + "]";
  }
}
