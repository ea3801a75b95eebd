package org.sallyport.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the columns of a query's answer are. Drivers find that out for each answer anew, which
 * costs more than reading it. Safe for use by several threads.
 */
final class Columns {
  private static final ConcurrentHashMap<String, Columns> OF_SQL = new ConcurrentHashMap<>();
  private static final int MOST = 2_000;

  private final Map<String, Integer> indices;

  private Columns(Map<String, Integer> indices) {
    this.indices = indices;
  }

  /** The columns of the answer to a statement. */
  static Columns of(String sql, ResultSet result) throws SQLException {
    var known = OF_SQL.get(sql);
    if (known != null) {
      return known;
    }
    var meta = result.getMetaData();
    var indices = new HashMap<String, Integer>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      indices.putIfAbsent(meta.getColumnLabel(i), i);
    }
    var columns = new Columns(indices);
    if (OF_SQL.size() < MOST) {
      OF_SQL.put(sql, columns);
    }
    return columns;
  }

  int index(String column) {
    var index = indices.get(column);
    if (index == null) {
      throw new IllegalStateException("the answer has no column " + column);
    }
    return index;
  }
}
