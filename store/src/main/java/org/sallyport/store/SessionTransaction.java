package org.sallyport.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A transaction on a session. */
final class SessionTransaction implements Transaction {
  private final Session session;
  private final List<Runnable> hooks = new ArrayList<>(1);

  SessionTransaction(Session session) {
    this.session = session;
  }

  Session session() {
    return session;
  }

  /** What waits for the commit. */
  List<Runnable> hooks() {
    return hooks;
  }

  @Override
  public int run(String sql, Object... values) {
    try {
      var statement = session.prepare(sql);
      try {
        Session.bind(statement, values);
        return statement.executeUpdate();
      } finally {
        session.done(statement);
      }
    } catch (SQLException failure) {
      throw new SqlFailure(session.failed(sql, failure));
    }
  }

  @Override
  public <T> List<T> all(String sql, Reading<T> reading, Object... values) {
    return query(sql, reading, Integer.MAX_VALUE, values);
  }

  @Override
  public <T> Optional<T> first(String sql, Reading<T> reading, Object... values) {
    var rows = query(sql, reading, 1, values);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
  }

  private <T> List<T> query(String sql, Reading<T> reading, int most, Object[] values) {
    try {
      var statement = session.prepare(sql);
      try {
        Session.bind(statement, values);
        try (var result = statement.executeQuery()) {
          return read(new ResultRow(result, Columns.of(sql, result)), result, reading, most);
        }
      } finally {
        session.done(statement);
      }
    } catch (SQLException failure) {
      throw new SqlFailure(session.failed(sql, failure));
    }
  }

  private static <T> List<T> read(ResultRow row, ResultSet result, Reading<T> reading, int most)
      throws SQLException {
    var rows = new ArrayList<T>();
    while (rows.size() < most && result.next()) {
      rows.add(reading.from(row));
    }
    return rows;
  }

  @Override
  public void afterCommit(Runnable action) {
    hooks.add(action);
  }
}
