package org.sallyport.director.pool;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.PoolSettings.FailBack;

/**
 * Whom a failover pool has settled on. Immutable; each step returns the next one.
 *
 * <p>A member that awaits its first verdict can be the incumbent, so that a restart neither forgets
 * the incumbent nor prefers whichever member happens to answer first; until the verdict another
 * member is active in its stead.
 *
 * @param name the incumbent, or null before the first and where nobody is fit
 * @param switched whether an administrator chose it, so that fail-back leaves it alone
 * @param why what made it the incumbent, for people
 */
record Incumbency(@Nullable String name, boolean switched, String why) {
  static final Incumbency NONE = new Incumbency(null, false, "");

  static Incumbency remembered(PoolMemory memory) {
    return new Incumbency(
        memory.incumbent().orElse(null), memory.switched(), "remembered across the restart");
  }

  Incumbency switchedTo(Member member, String cause) {
    return new Incumbency(member.name(), true, "switched: " + cause);
  }

  /** The same member, which fail-back may leave again. */
  Incumbency released() {
    return new Incumbency(name, false, why);
  }

  /** After a change of the members, their standing or the clock. */
  Incumbency next(List<Standing> standings, Tiers tiers, FailBack failBack) {
    var present = find(standings);
    if (present.isPresent()) {
      if ((tiers.fit() & present.get().member().bit()) != 0) {
        return switched || failBack == FailBack.NEVER ? this : failedBack(standings, tiers);
      }
      if (present.get().awaitedByAll()) {
        return this;
      }
    }
    return successor(standings, tiers, lost(present));
  }

  private Incumbency failedBack(List<Standing> standings, Tiers tiers) {
    for (var standing : standings) {
      if (standing.member().name().equals(name)) {
        return this;
      }
      if ((tiers.up() & standing.member().bit()) != 0) {
        return new Incumbency(
            standing.member().name(), false, "fail-back: " + standing.member().name() + " is fit");
      }
    }
    return this;
  }

  /** First of those who were never away, unchecked ones included; then whoever takes sessions. */
  private static Incumbency successor(List<Standing> standings, Tiers tiers, String why) {
    for (var standing : standings) {
      if (standing.awaitedByAll() || (tiers.up() & standing.member().bit()) != 0) {
        return new Incumbency(standing.member().name(), false, why);
      }
    }
    long best = tiers.best(0);
    for (var standing : standings) {
      if ((best & standing.member().bit()) != 0) {
        return new Incumbency(standing.member().name(), false, why);
      }
    }
    return new Incumbency(null, false, why);
  }

  private String lost(Optional<Standing> present) {
    if (name == null) {
      return "the first of the order that takes sessions";
    }
    return present
        .map(standing -> name + " is " + standing.status().text())
        .orElseGet(() -> name + " has left the pool");
  }

  private Optional<Standing> find(List<Standing> standings) {
    return standings.stream().filter(standing -> standing.member().name().equals(name)).findFirst();
  }
}
