package org.sallyport.director.pool;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.PoolSettings;

/**
 * Members that stand in for each other. Any thread.
 *
 * <p>{@link #decide} and everything else that only reads looks at the snapshot of the moment and
 * never blocks. Changes take a lock, make the next snapshot, and tell the listeners after they have
 * let go of it.
 */
public final class Pool {
  private final String name;
  private final InstantSource clock;
  private final PoolKeeper keeper;

  Pool(
      String name,
      PoolSettings settings,
      PoolMemory memory,
      InstantSource clock,
      PoolListener listener) {
    this.name = name;
    this.clock = clock;
    this.keeper = new PoolKeeper(name, settings, memory, clock, listener);
  }

  /** The key under {@code pools}. */
  public String name() {
    return name;
  }

  /** What the file says about it now. */
  public PoolSettings settings() {
    return keeper.settings();
  }

  /** The members in order of preference; the same list until a reload. */
  public List<Member> members() {
    return keeper.snapshot().members;
  }

  /** The member of that name. */
  public @Nullable Member member(String member) {
    return keeper.snapshot().member(member);
  }

  /** Whether the object is in the pool now; false once a reload took it away. */
  public boolean has(Member member) {
    return keeper.snapshot().has(member);
  }

  /**
   * Where a failover pool sends new sessions, or the first that an ordered pool sends them to; null
   * for other policies, or where nobody takes sessions.
   */
  public @Nullable Member incumbent() {
    return current().active();
  }

  /**
   * Why nobody is moved although nobody is up: every member that takes sessions is degraded, so the
   * cause is shared. A sentence for people; empty otherwise.
   */
  public Optional<String> sharedCause() {
    return current().sharedCause();
  }

  /**
   * Which member takes a session or a request of it.
   *
   * @param pinned the member that persistence knows for it, or null
   * @param tried the {@link Member#bit} of each member that failed this very request
   */
  public Decision decide(@Nullable Member pinned, long tried) {
    return current().decide(pinned, tried);
  }

  /**
   * Runs {@code then} once, after the next first verdict on a member; at once where one came since
   * {@code wait} was decided. It runs on the thread that brings the verdict and must neither block
   * nor throw.
   */
  public void whenVerdict(Decision.Wait wait, Runnable then) {
    keeper.whenVerdict(wait.sequence(), then);
  }

  /** The long form of what {@link #decide} would say to a session; changes nothing. */
  public Explanation explain(@Nullable Member pinned, Optional<Instant> pinnedUntil) {
    return new Explainer(settings(), current()).explain(name, pinned, pinnedUntil);
  }

  /** What the checks found. The same health with another cause changes the cause alone. */
  public void report(Member member, Health health, String cause) {
    keeper.report(member, health, cause);
  }

  /** The member keeps its sessions and takes no new ones. */
  public AdminOutcome drain(Member member, String cause) {
    return keeper.administer(member, Admin.DRAIN, cause);
  }

  /** The member takes nothing; its sessions are asked to leave. */
  public AdminOutcome maintenance(Member member, String cause) {
    return keeper.administer(member, Admin.MAINTENANCE, cause);
  }

  /**
   * The member takes sessions as its health allows. Ends the waiting of a member that was down and
   * is up again, and the hold that {@link #switchTo} has on this member.
   */
  public AdminOutcome resume(Member member, String cause) {
    return keeper.administer(member, Admin.READY, cause);
  }

  /**
   * Makes the member the incumbent of a failover pool. Fail-back does not undo this until the
   * member takes no new sessions any more, is resumed, or another switch is made.
   */
  public AdminOutcome switchTo(Member member, String cause) {
    return keeper.switchTo(member, cause);
  }

  /** When the pool changes by the clock alone, such as a member that becomes steady. */
  public Optional<Instant> nextChange() {
    long at = keeper.snapshot().changesAt;
    return at == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }

  /**
   * Makes changes that are due by the clock. {@link #decide} does this too; called about once a
   * second, it makes them in an idle pool.
   */
  public void advance() {
    var _ = current();
  }

  /** What to keep across a restart. */
  public PoolMemory memory() {
    return keeper.memory();
  }

  /** Takes what a new file says. */
  void apply(PoolSettings settings) {
    keeper.apply(settings);
  }

  private PoolSnapshot current() {
    var snapshot = keeper.snapshot();
    return snapshot.changesAt != Long.MAX_VALUE && clock.millis() >= snapshot.changesAt
        ? keeper.advance()
        : snapshot;
  }
}
