package org.sallyport.director.pool;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.PoolSettings;

/** Members that stand in for each other. Any thread; {@link #decide} never blocks. */
@SuppressWarnings({"DoNotCallSuggester", "unused"}) // the bodies follow
public final class Pool {
  private final String name;
  private final InstantSource clock;
  private volatile PoolSettings settings;

  Pool(String name, PoolSettings settings, InstantSource clock) {
    this.name = name;
    this.settings = settings;
    this.clock = clock;
  }

  /** The key under {@code pools}. */
  public String name() {
    return name;
  }

  /** What the file says about it now. */
  public PoolSettings settings() {
    return settings;
  }

  /** The members in order of preference; the same list until a reload changes it. */
  public List<Member> members() {
    return List.of();
  }

  /** The member of that name. */
  public @Nullable Member member(String member) {
    return null;
  }

  /** Whether the object is in the pool now; false once a reload took it away. */
  public boolean has(Member member) {
    return false;
  }

  /** Where a failover pool sends new sessions; null for other policies, or where nobody is fit. */
  public @Nullable Member incumbent() {
    return null;
  }

  /**
   * Which member takes a session or a request of it.
   *
   * @param pinned the member that persistence knows for it, or null
   * @param tried the {@link Member#bit} of each member that failed this very request
   */
  public Decision decide(@Nullable Member pinned, long tried) {
    throw new UnsupportedOperationException();
  }

  /**
   * Runs {@code then} once, after the next first verdict on a member; at once where one came since
   * {@code wait} was decided. It runs on the thread that brings the verdict and must not block.
   */
  public void whenVerdict(Decision.Wait wait, Runnable then) {
    throw new UnsupportedOperationException();
  }

  /** The long form of what {@link #decide} would say to a session; changes nothing. */
  public Explanation explain(@Nullable Member pinned, Optional<Instant> pinnedUntil) {
    throw new UnsupportedOperationException();
  }

  /** What the checks found. The same health with another cause changes the cause alone. */
  public void report(Member member, Health health, String cause) {
    throw new UnsupportedOperationException();
  }

  /** The member keeps its sessions and takes no new ones. */
  public AdminOutcome drain(Member member, String cause) {
    throw new UnsupportedOperationException();
  }

  /** The member takes nothing; its sessions are asked to leave. */
  public AdminOutcome maintenance(Member member, String cause) {
    throw new UnsupportedOperationException();
  }

  /**
   * The member takes sessions as its health allows. Ends the waiting of a member that {@code
   * fail-back: never} keeps away, and the hold that {@link #switchTo} has on this member.
   */
  public AdminOutcome resume(Member member, String cause) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the member the incumbent of a failover pool. Fail-back does not undo this until the
   * member takes no new sessions any more, is resumed, or another switch is made.
   */
  public AdminOutcome switchTo(Member member, String cause) {
    throw new UnsupportedOperationException();
  }

  /** When the pool changes by the clock alone, such as a member that becomes steady. */
  public Optional<Instant> nextChange() {
    return Optional.empty();
  }

  /**
   * Makes changes that are due by the clock. {@link #decide} does this too; called about once a
   * second, it makes them in an idle pool.
   */
  public void advance() {
    throw new UnsupportedOperationException(clock.toString());
  }

  /** What to keep across a restart. */
  public PoolMemory memory() {
    return PoolMemory.NONE;
  }
}
