package org.sallyport.director.pool;

import java.time.Instant;

/**
 * The state of a member at one moment, and why it is in it.
 *
 * @param health what the checks say
 * @param admin what the administrator wants
 * @param since when the health or the administrative state last changed
 * @param cause the check's or the administrator's words, for people
 */
public record MemberStatus(Health health, Admin admin, Instant since, String cause) {

  /** Whether even pinned sessions must leave. */
  public boolean takesNothing() {
    return health == Health.DOWN || admin == Admin.MAINTENANCE;
  }

  /** Such as {@code down: connection refused} or {@code up, drain: administrator anna}. */
  public String text() {
    var state = health.name().toLowerCase(java.util.Locale.ROOT);
    if (admin != Admin.READY) {
      state += ", " + admin.name().toLowerCase(java.util.Locale.ROOT);
    }
    return cause.isEmpty() ? state : state + ": " + cause;
  }
}
