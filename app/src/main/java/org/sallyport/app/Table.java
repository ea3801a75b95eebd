package org.sallyport.app;

import java.io.PrintWriter;
import java.util.List;

/** Rows in columns, two spaces apart. */
public final class Table {
  private Table() {}

  /** Prints rows of the same length. */
  public static void print(List<List<String>> rows, PrintWriter out) {
    int columns = rows.getFirst().size();
    var widths = new int[columns];
    for (var row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
