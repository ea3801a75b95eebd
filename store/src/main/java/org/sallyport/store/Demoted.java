package org.sallyport.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Throws connections out of the pool that lead to a server which is no longer primary: it answers
 * writes with "read only" (25006) for as long as they live.
 */
final class Demoted implements SQLExceptionOverride {
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return "25006".equals(failure.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
