package org.sallyport.store;

import java.util.List;
import java.util.Optional;

/**
 * One transaction, inside {@link Store#read} or {@link Store#write}. For the thread that runs the
 * work, until the work returns.
 *
 * <p>SQL is a constant with {@code ?} for values. A value is a {@code String}, {@code Integer},
 * {@code Long}, {@code Boolean} (kept as 0 or 1), {@code byte[]}, {@code Instant} (kept as epoch
 * milliseconds), or an {@code Optional} of these, which is NULL when empty.
 */
public interface Transaction {
  /** Runs a statement and returns how many rows it changed. */
  int run(String sql, Object... values);

  /** All rows of a query, or of a statement with {@code RETURNING}. */
  <T> List<T> all(String sql, Reading<T> reading, Object... values);

  /** The first row, where there is one. */
  <T> Optional<T> first(String sql, Reading<T> reading, Object... values);

  /**
   * Calls {@code action} once the transaction is durable, and not at all when it is not. It runs on
   * a thread of the store: it must be short and must not use the store.
   */
  void afterCommit(Runnable action);

  /** Turns a row into a value. */
  @FunctionalInterface
  interface Reading<T> {
    /** The value; must not keep the row. */
    T from(Row row);
  }
}
