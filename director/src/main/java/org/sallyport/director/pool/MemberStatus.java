package org.sallyport.director.pool;

import java.time.Instant;
import java.util.Locale;

/**
 * The state of a member at one moment, and why it is in it.
 *
 * @param health what the checks say
 * @param admin what the administrator wants
 * @param since when the health or the administrative state last changed
 * @param healthCause the check's words
 * @param adminCause the administrator's, or where else the administrative state comes from
 */
public record MemberStatus(
    Health health, Admin admin, Instant since, String healthCause, String adminCause) {

  /** Whether even pinned sessions must leave. */
  public boolean takesNothing() {
    return health == Health.DOWN || admin == Admin.MAINTENANCE;
  }

  /** The words that matter most: the administrator's, unless the member is down or ready. */
  public String cause() {
    return admin == Admin.READY || health == Health.DOWN ? healthCause : adminCause;
  }

  /** Such as {@code down: connection refused} or {@code up, drain: administrator anna}. */
  public String text() {
    var text = word(health);
    if (health == Health.DEGRADED || health == Health.DOWN) {
      text += with(healthCause);
    }
    return admin == Admin.READY ? text : text + ", " + word(admin) + with(adminCause);
  }

  MemberStatus with(Health changed, String cause, Instant now) {
    return new MemberStatus(changed, admin, changed == health ? since : now, cause, adminCause);
  }

  MemberStatus with(Admin changed, String cause, Instant now) {
    return new MemberStatus(health, changed, now, healthCause, cause);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String with(String cause) {
    return cause.isEmpty() ? "" : ": " + cause;
  }
}
