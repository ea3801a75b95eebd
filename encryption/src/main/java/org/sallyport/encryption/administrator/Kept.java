package org.sallyport.encryption.administrator;

import java.util.Optional;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/**
 * An administrator as the store has it.
 *
 * @param password its hash
 * @param seed sealed
 * @param lastStep of the last code that was accepted
 * @param credentials which password and seed these are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Kept(Administrator about, String password, byte[] seed, long lastStep, long credentials) {
  private static final String COLUMNS =
      "name, role, enabled, password, seed, last_step, credentials, created, signed_in";

  static Optional<Kept> find(Transaction in, AdministratorName name) {
    return in.first(
        "SELECT " + COLUMNS + " FROM administrators WHERE name = ?", Kept::read, name.text());
  }

  /** Whose token has that hash. */
  static Optional<Kept> ofToken(Transaction in, String hash) {
    return in.first(
        "SELECT "
            + COLUMNS
            + " FROM administrators WHERE name ="
            + " (SELECT administrator FROM administrator_tokens WHERE hash = ?)",
        Kept::read,
        hash);
  }

  static Kept read(Row row) {
    return new Kept(
        about(row),
        row.text("password"),
        row.bytes("seed"),
        row.number("last_step"),
        row.number("credentials"));
  }

  /** A role that this version does not know allows least. */
  static Administrator about(Row row) {
    return new Administrator(
        new AdministratorName(row.text("name")),
        AdministratorRole.named(row.text("role")).orElse(AdministratorRole.READ_ONLY),
        row.flag("enabled"),
        row.time("created"),
        row.timeIfAny("signed_in"));
  }

  @Override
  public String toString() {
    return "Kept[" + about.name() + "]";
  }
}
