package org.sallyport.encryption.consumer;

import java.util.Locale;
import org.sallyport.store.Transaction;

/**
 * Names without regard to case, as columns keep them beside the names. Databases differ in what
 * their own lower() makes of letters beyond ASCII, so it is done here.
 */
public final class Folding {
  private static final int AT_ONCE = 1000;

  private Folding() {}

  /** A text as it is compared. */
  public static String of(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** A pattern for LIKE of what contains a text, with {@code \} before what is meant literally. */
  public static String like(String text) {
    return "%" + of(text).replaceAll("([%_\\\\])", "\\\\$1") + "%";
  }

  /**
   * Folds some of the names that were written before there were such columns.
   *
   * @param table with the columns id, name and folded
   * @return how many
   */
  public static int fill(Transaction in, String table) {
    record Named(String id, String name) {}

    var some =
        in.all(
            "SELECT id, name FROM " + table + " WHERE folded IS NULL LIMIT " + AT_ONCE,
            row -> new Named(row.text("id"), row.text("name")));
    for (var one : some) {
      in.run("UPDATE " + table + " SET folded = ? WHERE id = ?", of(one.name()), one.id());
    }
    return some.size();
  }
}
