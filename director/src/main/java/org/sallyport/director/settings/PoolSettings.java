package org.sallyport.director.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Within;

/** One entry of {@code pools}. */
@Doc("A pool: members that can stand in for each other, and how one is chosen.")
public record PoolSettings(
    @Doc("stateful: a session lives on one member; stateless: any member can take any request.")
        Kind kind,
    @Doc("failover, ordered, ratio, round-robin or least-connections.") @Default("failover")
        Policy policy,
    @Doc("What returns to a preferred member that is back: never, new-sessions or all.")
        @Default("new-sessions")
        FailBack failBack,
    @Doc("How long a member must have been up again before anything returns to it.")
        @Default("30s")
        @Within(min = "0s", max = "30d")
        Duration steadyTime,
    @Doc("The members in order of preference.") Map<String, MemberSettings> members,
    @Doc("Active checks; a member is up when all of them pass. Empty: a TCP connect.")
        @Default("[{check: tcp}]")
        List<HealthCheckSettings> health,
    @Doc("What live traffic says about a member.") @Default("{}") PassiveSettings passive,
    @Doc("Changes of state that are too many within a window hold a member down.") @Default("{}")
        DampingSettings damping)
    implements Checked {

  /** Whether sessions live on a member. */
  public enum Kind {
    /** A session that changes its member breaks. */
    STATEFUL,
    /** Any member can take any request. */
    STATELESS
  }

  /** How a member is chosen for a new session. */
  public enum Policy {
    /** All on one member; the next one when it is down. */
    FAILOVER,
    /** The first member of the list that is alive. */
    ORDERED,
    /** By weight, 1 to 10. */
    RATIO,
    /** Each in turn. */
    ROUND_ROBIN,
    /** The one with the fewest connections for its weight. */
    LEAST_CONNECTIONS
  }

  /** What returns to a preferred member when it is up again. */
  public enum FailBack {
    /** Nothing, until the present member fails or an administrator switches. */
    NEVER,
    /** New sessions return; old ones stay. */
    NEW_SESSIONS,
    /** Everything returns; old sessions are moved. */
    ALL
  }

  @Override
  public void check(Findings findings) {
    PoolRules.check(this, findings);
  }
}
