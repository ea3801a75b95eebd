package org.sallyport.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.sallyport.store.StoreException.Kind;
import org.sqlite.SQLiteException;

/**
 * What a database's error means.
 *
 * @param kind for programs
 * @param again whether the same transaction may work when it is tried again
 */
record Diagnosis(Kind kind, boolean again) {
  static Diagnosis of(SQLException failure) {
    if (failure instanceof SQLTransientConnectionException && failure.getSQLState() == null) {
      return new Diagnosis(Kind.BUSY, false); // all connections of the pool were in use
    }
    return failure instanceof SQLiteException sqlite
        ? sqlite(sqlite.getResultCode().code & 0xff)
        : postgres(failure.getSQLState());
  }

  /** What is told of it, with the database's own words; those hold no values of ours. */
  static StoreException told(SQLException failure, String where) {
    return new StoreException(of(failure).kind, where + ": " + failure.getMessage(), failure);
  }

  /** Primary result codes of SQLite, as sqlite.org/rescode.html numbers them. */
  private static Diagnosis sqlite(int code) {
    return switch (code) {
      case 5, 6 -> new Diagnosis(Kind.BUSY, true); // BUSY, LOCKED
      case 8, 10, 13 -> new Diagnosis(Kind.READ_ONLY, false); // READONLY, IOERR, FULL
      case 3, 14, 23 -> new Diagnosis(Kind.PERMISSION, false); // PERM, CANTOPEN, AUTH
      default -> new Diagnosis(Kind.FAULT, false);
    };
  }

  /** Error codes of PostgreSQL, appendix A of its manual. */
  private static Diagnosis postgres(@org.jspecify.annotations.Nullable String state) {
    if (state == null) {
      return new Diagnosis(Kind.FAULT, false);
    }
    return switch (state) {
      case "40001", "40P01" -> new Diagnosis(Kind.BUSY, true); // serialization, deadlock
      case "23505" -> new Diagnosis(Kind.FAULT, true); // unique: another one may have been quicker
      case "25006" -> new Diagnosis(Kind.READ_ONLY, true); // demoted: another one is primary
      case "55P03", "57014" -> new Diagnosis(Kind.BUSY, false);
      case "57P01", "57P02", "57P03" -> new Diagnosis(Kind.UNREACHABLE, true); // shutting down
      case "53300" -> new Diagnosis(Kind.UNREACHABLE, false); // too many connections
      case "53100" -> new Diagnosis(Kind.READ_ONLY, false); // disk full
      case "42501", "3D000" -> new Diagnosis(Kind.PERMISSION, false);
      default -> byClass(state);
    };
  }

  private static Diagnosis byClass(String state) {
    if (state.startsWith("08")) {
      return new Diagnosis(Kind.UNREACHABLE, true);
    }
    return new Diagnosis(state.startsWith("28") ? Kind.PERMISSION : Kind.FAULT, false);
  }
}
