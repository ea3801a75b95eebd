package org.sallyport.store;

import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.sallyport.store.StoreException.Kind;

/** Brings tables up to date, and refuses those of a newer program. */
final class Migrations {
  /** Writes the one row of the store's own table. */
  static final String PROBE =
      "INSERT INTO store_probe (id, at) VALUES (1, ?)"
          + " ON CONFLICT (id) DO UPDATE SET at = excluded.at";

  private static final String OWN = "classpath:org/sallyport/store/migrations";

  private Migrations() {}

  static void run(DataSource source, Dialect dialect, Schema schema, String where) {
    try {
      var flyway =
          Flyway.configure()
              .dataSource(source)
              .locations(OWN, "classpath:" + schema.folder())
              .placeholders(dialect.placeholders())
              .table(schema.role() + "_schema")
              .baselineOnMigrate(true)
              .baselineVersion("0")
              .connectRetries(0)
              .load();
      refuseNewer(flyway, schema, where);
      flyway.migrate();
    } catch (FlywayException failure) {
      var sql = sql(failure);
      if (sql != null) {
        throw Diagnosis.told(sql, where);
      }
      throw new StoreException(Kind.FAULT, where + ": " + failure.getMessage(), failure);
    }
  }

  private static void refuseNewer(Flyway flyway, Schema schema, String where) {
    var newer =
        Arrays.stream(flyway.info().applied())
            .filter(applied -> !applied.getState().isResolved())
            .map(MigrationInfo::getScript)
            .toList();
    if (!newer.isEmpty()) {
      throw new StoreException(
          Kind.NEWER_SCHEMA,
          where
              + " was written by a newer Sallyport, which has added "
              + String.join(", ", newer)
              + " to the tables of "
              + schema.role()
              + "; run that version, or restore a backup of this one");
    }
  }

  private static @Nullable SQLException sql(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
