package org.sallyport.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which tables a store has, besides its own and Flyway's. */
final class Tables {
  private Tables() {}

  /** By name, in the order they were made, so that each comes after those it refers to. */
  static List<String> of(Session session) throws SQLException {
    return texts(session, session.tablesQuery()).stream()
        .filter(name -> !name.endsWith("_schema") && !name.equals("store_probe"))
        .toList();
  }

  /** The last migration that has been applied, such as {@code 7}. */
  static String version(Session session, Schema schema) throws SQLException {
    return texts(
            session,
            "SELECT version FROM "
                + schema.role()
                + "_schema WHERE version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1")
        .getFirst();
  }

  private static List<String> texts(Session session, String sql) throws SQLException {
    try (var statement = session.connection().prepareStatement(sql);
        var result = statement.executeQuery()) {
      var texts = new ArrayList<String>();
      while (result.next()) {
        texts.add(result.getString(1));
      }
      return texts;
    }
  }
}
