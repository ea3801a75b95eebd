package org.sallyport.director.pool;

import java.time.Instant;
import java.util.List;
import org.sallyport.director.settings.PoolSettings.FailBack;

/**
 * What a pool makes of a member's status over time. Immutable; each step returns the next one.
 *
 * @param settled the health that counts: UP and DEGRADED replace each other only after a while
 * @param healthSince when the reported health last changed
 * @param returning whether it was down and has not been back for long enough
 */
record Standing(
    Member member, MemberStatus status, Health settled, Instant healthSince, boolean returning) {

  static Standing of(Member member) {
    var status = member.status();
    return new Standing(member, status, status.health(), status.since(), false);
  }

  /** After a verdict of the checks. */
  Standing reported(Health health, String cause, Instant now) {
    var before = status.health();
    var changed = status.with(health, cause, now);
    if (before == health) {
      return new Standing(member, changed, settled, healthSince, returning);
    }
    boolean step = alive(before) && alive(health);
    return new Standing(
        member,
        changed,
        step ? settled : health,
        now,
        alive(health) && (returning || before == Health.DOWN));
  }

  /** After a command. */
  Standing administered(Admin admin, String cause, Instant now) {
    return new Standing(member, status.with(admin, cause, now), settled, healthSince, returning);
  }

  /** After the administrator's word that the member is fit again. */
  Standing returned() {
    return new Standing(member, status, settled, healthSince, false);
  }

  /** After its step between UP and DEGRADED has stood for long enough. */
  Standing settledNow() {
    return new Standing(member, status, status.health(), healthSince, returning);
  }

  /** Whether a step between UP and DEGRADED does not count yet. */
  boolean unsettled() {
    return settled != status.health();
  }

  /**
   * When the steps of all members begin to count, together; {@link Instant#MAX} where there are
   * none. A later step puts off earlier ones, since they may have one cause, but not for ever.
   */
  static Instant settlesAt(List<Standing> standings, Pace pace) {
    var first = Instant.MAX;
    var last = Instant.MIN;
    for (var standing : standings) {
      if (standing.unsettled()) {
        first = min(first, standing.healthSince);
        last = standing.healthSince.isAfter(last) ? standing.healthSince : last;
      }
    }
    return first.equals(Instant.MAX)
        ? Instant.MAX
        : min(last.plus(pace.settle()), first.plus(pace.settle().multipliedBy(3)));
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** When a returning member has returned; {@link Instant#MAX} where time alone does not do it. */
  Instant returnsAt(Pace pace) {
    return returning && status.health() == Health.UP && pace.failBack() != FailBack.NEVER
        ? healthSince.plus(pace.steady())
        : Instant.MAX;
  }

  /** Whether a session that is pinned here stays. */
  boolean keeps() {
    return alive(status.health()) && status.admin() != Admin.MAINTENANCE;
  }

  /** Whether a pinned session waits for the first verdict. */
  boolean awaited() {
    return status.health() == Health.UNCHECKED && status.admin() != Admin.MAINTENANCE;
  }

  /** Whether a new session waits for the first verdict. */
  boolean awaitedByAll() {
    return status.health() == Health.UNCHECKED && status.admin() == Admin.READY;
  }

  private static boolean alive(Health health) {
    return health == Health.UP || health == Health.DEGRADED;
  }
}
