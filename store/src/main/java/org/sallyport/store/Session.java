package org.sallyport.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A connection with its prepared statements. SQLite prepares in this process and its driver keeps
 * none, so they are kept here; PostgreSQL's driver keeps its own. For one thread at a time.
 */
final class Session implements AutoCloseable {
  private static final int MOST_KEPT = 200;

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, PreparedStatement> kept = new LinkedHashMap<>();

  Session(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  Connection connection() {
    return connection;
  }

  /** Runs a statement of the session's own, such as {@code COMMIT}. */
  void run(String sql) throws SQLException {
    var statement = prepare(sql);
    try {
      statement.execute();
    } catch (SQLException failure) {
      throw failed(sql, failure);
    } finally {
      done(statement);
    }
  }

  /** All that is read from now on is as it is now. SQLite's transactions are so anyway. */
  void oneMoment() throws SQLException {
    if (dialect == Dialect.POSTGRES) {
      run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    }
  }

  /** Asks for the names of all tables in the order they were made. */
  String tablesQuery() {
    return dialect == Dialect.POSTGRES
        ? "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = current_schema() AND c.relkind = 'r' ORDER BY c.oid"
        : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
            + " ESCAPE '\\' ORDER BY rowid";
  }

  /** Lets a table that counts its rows go on after the greatest number in it. */
  void continueSequence(String table) throws SQLException {
    if (dialect == Dialect.SQLITE) {
      return; // it takes the greatest one by itself
    }
    try (var columns =
        connection.prepareStatement(
            "SELECT column_name FROM information_schema.columns WHERE table_schema ="
                + " current_schema() AND table_name = ? AND is_identity = 'YES'")) {
      columns.setString(1, table);
      try (var found = columns.executeQuery()) {
        while (found.next()) {
          var column = found.getString(1);
          run(
              "SELECT setval(pg_get_serial_sequence('%1$s', '%2$s'), greatest(1, max(%2$s)))"
                      .formatted(table, column)
                  + " FROM "
                  + table);
        }
      }
    }
  }

  PreparedStatement prepare(String sql) throws SQLException {
    if (dialect == Dialect.POSTGRES) {
      return connection.prepareStatement(dialect.sql(sql));
    }
    var statement = kept.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(dialect.sql(sql));
      if (kept.size() >= MOST_KEPT) {
        forget();
      }
      kept.put(sql, statement);
    }
    return statement;
  }

  void done(PreparedStatement statement) throws SQLException {
    if (dialect == Dialect.POSTGRES) {
      statement.close();
    }
  }

  /**
   * Forgets a statement that failed: the driver has freed what is beneath it, as it does on a full
   * disk, and would refuse it from now on.
   */
  SQLException failed(String sql, SQLException failure) {
    var statement = kept.remove(sql);
    if (statement != null) {
      try {
        statement.close();
      } catch (SQLException also) {
        failure.addSuppressed(also);
      }
    }
    return failure;
  }

  private void forget() throws SQLException {
    var oldest = kept.entrySet().iterator();
    oldest.next().getValue().close();
    oldest.remove();
  }

  static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bind(statement, i + 1, values[i]);
    }
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    switch (value) {
      case String text -> statement.setString(index, text);
      case Long number -> statement.setLong(index, number);
      case Integer number -> statement.setLong(index, number);
      case Boolean flag -> statement.setLong(index, flag ? 1 : 0);
      case Instant time -> statement.setLong(index, time.toEpochMilli());
      case byte[] bytes -> statement.setBytes(index, bytes);
      case Optional<?> maybe when maybe.isEmpty() -> statement.setNull(index, Types.NULL);
      case Optional<?> maybe -> bind(statement, index, maybe.get());
      default -> throw new IllegalArgumentException("no value of SQL: " + value.getClass());
    }
  }

  @Override
  public void close() throws SQLException {
    for (var statement : kept.values()) {
      statement.close();
    }
    kept.clear();
    connection.close();
  }
}
