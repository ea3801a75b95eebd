package org.sallyport.director.pool;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The words of decisions. */
final class Sentences {
  static final Reason FIRST_CHECK =
      new Reason(Reason.Kind.FIRST_CHECK, "waits for the first verdict of a check");
  static final Reason ALL_TRIED =
      new Reason(Reason.Kind.NO_MEMBER, "every member that takes sessions has failed this request");

  private Sentences() {}

  static Reason kept(Standing standing) {
    var name = standing.member().name();
    var text = "kept on " + name + " by persistence";
    if (standing.status().admin() == Admin.DRAIN) {
      text += "; " + name + " drains and keeps its sessions";
    } else if (standing.status().health() == Health.DEGRADED) {
      text += "; " + name + " is " + standing.status().text();
    }
    return new Reason(Reason.Kind.PERSISTENCE, text);
  }

  static Reason returned(Member home) {
    return new Reason(
        Reason.Kind.MOVED, "moved: fail-back all returns every session to " + home.name());
  }

  static Reason moved(Member from, boolean here, long tried, Reason choice) {
    String why;
    if (!here) {
      why = " has left the pool";
    } else if ((tried & from.bit()) != 0) {
      why = " failed this request";
    } else {
      why = " is " + from.status().text();
    }
    return new Reason(
        Reason.Kind.MOVED, "moved: its member " + from.name() + why + "; " + choice.text());
  }

  static Reason retried(Reason choice) {
    return new Reason(Reason.Kind.RETRY, "another member failed this request; " + choice.text());
  }

  /** What each of them says; members that say the same are not repeated. */
  static String shared(List<Standing> standings) {
    return standings.stream()
        .filter(standing -> standing.settled() == Health.DEGRADED)
        .map(standing -> standing.status().healthCause())
        .distinct()
        .collect(
            Collectors.joining(
                "; ",
                "every member that takes sessions is degraded, so the cause is shared and nobody is"
                    + " moved: ",
                ""));
  }

  static String sharedNoMore(List<Standing> standings) {
    return standings.stream()
        .map(standing -> standing.member().name() + " is " + standing.status().text())
        .collect(Collectors.joining("; "));
  }

  static Reason nobody(List<Standing> standings) {
    return new Reason(
        Reason.Kind.NO_MEMBER,
        standings.stream()
            .map(standing -> standing.member().name() + " is " + standing.status().text())
            .collect(Collectors.joining("; ", "no member takes new sessions: ", "")));
  }

  /** What a member takes, for {@code explain} and the dashboard. */
  static String standing(Standing standing, Tiers tiers, Pace pace) {
    var status = standing.status();
    if (status.admin() == Admin.MAINTENANCE || status.health() == Health.DOWN) {
      return "takes nothing";
    }
    if (status.health() == Health.UNCHECKED) {
      return "takes nothing before its first check has passed";
    }
    if (status.admin() == Admin.DRAIN) {
      return "keeps its sessions and takes no new ones";
    }
    if ((tiers.best(0) & standing.member().bit()) != 0) {
      return "takes new sessions"
          + (standing.returning() ? ", though only just back" : "")
          + (tiers.shared() ? ", degraded like all others" : "");
    }
    return standing.returning() ? returning(standing, pace) : "stands by while others are up";
  }

  private static String returning(Standing standing, Pace pace) {
    if (!standing.returnsAt(pace).equals(Instant.MAX)) {
      return "is back, and takes new sessions from " + standing.returnsAt(pace);
    }
    return standing.status().health() == Health.UP
        ? "is back; fail-back never keeps it out until it is resumed or no other member is up"
        : "is back, but not up";
  }
}
