package org.sallyport.store;

import java.sql.SQLException;

/**
 * What a database said instead of an answer, on its way out of somebody's work to the store, which
 * tries again or says what it means.
 */
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SQLException reason;

  SqlFailure(SQLException cause) {
    super(cause);
    this.reason = cause;
  }

  SQLException reason() {
    return reason;
  }
}
