package org.sallyport.director.pool;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.director.settings.PoolSettings.Policy;

/**
 * The one writer of a pool: every change goes through its lock, makes the next snapshot and leaves
 * events in the outbox, which is emptied once the lock is free.
 */
final class PoolKeeper {
  private final String pool;
  private final InstantSource clock;
  private final PoolListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Outbox outbox = new Outbox();
  private final Waiters waiters = new Waiters();
  private final AtomicLong tickets = new AtomicLong();
  private List<Standing> standings;
  private List<Member> members;
  private Incumbency incumbency;
  private volatile PoolSettings settings;
  private volatile PoolSnapshot snapshot;

  PoolKeeper(
      String pool,
      PoolSettings settings,
      PoolMemory memory,
      InstantSource clock,
      PoolListener listener) {
    this.pool = pool;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    var now = clock.instant();
    this.standings =
        new Membership(pool, List.of(), settings, now)
            .standings().stream().map(standing -> remembered(standing, memory, now)).toList();
    this.members = standings.stream().map(Standing::member).toList();
    this.incumbency = settle(Incumbency.remembered(memory));
    this.snapshot = new PoolSnapshot(settings, members, standings, incumbency, 0, tickets);
  }

  private static Standing remembered(Standing standing, PoolMemory memory, Instant now) {
    var known = memory.admins().get(standing.member().name());
    if (known == null) {
      return standing;
    }
    var changed = standing.administered(known.admin(), known.cause(), now);
    standing.member().status(changed.status());
    return changed;
  }

  PoolSnapshot snapshot() {
    return snapshot;
  }

  PoolSettings settings() {
    return settings;
  }

  void whenVerdict(long sequence, Runnable then) {
    waiters.add(then);
    if (snapshot.sequence != sequence) {
      waiters.release();
    }
  }

  /** What is due by the clock; the present snapshot where another thread is at it. */
  PoolSnapshot advance() {
    if (!lock.tryLock()) {
      return snapshot;
    }
    try {
      rebuild(clock.instant());
    } finally {
      lock.unlock();
    }
    outbox.deliver();
    return snapshot;
  }

  void report(Member member, Health health, String cause) {
    lock.lock();
    try {
      int at = find(member);
      if (at < 0 || says(member.status(), health, cause)) {
        return;
      }
      var now = clock.instant();
      replace(at, standings.get(at).reported(health, cause, now), now);
      rebuild(now);
    } finally {
      lock.unlock();
    }
    outbox.deliver();
  }

  private static boolean says(MemberStatus status, Health health, String cause) {
    return status.health() == health && status.healthCause().equals(cause);
  }

  AdminOutcome administer(Member member, Admin admin, String cause) {
    lock.lock();
    try {
      int at = find(member);
      if (at < 0) {
        return new AdminOutcome.Refused(member.name() + " has left the pool " + pool);
      }
      var now = clock.instant();
      var next = standings.get(at);
      if (next.status().admin() != admin) {
        next = next.administered(admin, cause, now);
      }
      if (admin == Admin.READY) {
        next = next.returned();
        release(member);
      }
      replace(at, next, now);
      rebuild(now);
    } finally {
      lock.unlock();
    }
    outbox.deliver();
    return new AdminOutcome.Done(member.name() + " is " + member.status().text());
  }

  private void release(Member member) {
    if (member.name().equals(incumbency.name())) {
      incumbency = incumbency.released();
    }
  }

  AdminOutcome switchTo(Member member, String cause) {
    lock.lock();
    try {
      var obstacle = obstacle(member);
      if (!obstacle.isEmpty()) {
        return new AdminOutcome.Refused(obstacle);
      }
      incumbency = incumbency.switchedTo(member, cause);
      rebuild(clock.instant());
    } finally {
      lock.unlock();
    }
    outbox.deliver();
    return new AdminOutcome.Done("new sessions of " + pool + " go to " + member.name());
  }

  private String obstacle(Member member) {
    if (settings.policy() != Policy.FAILOVER) {
      return "only a pool with policy failover has an incumbent to switch";
    }
    int at = find(member);
    if (at < 0) {
      return member.name() + " has left the pool " + pool;
    }
    return (snapshot.tiers.fit() & member.bit()) == 0
        ? member.name() + " cannot take sessions: it is " + member.status().text()
        : "";
  }

  /** Takes what a new file says; members whose name and address stay keep all they know. */
  void apply(PoolSettings changed) {
    lock.lock();
    try {
      var now = clock.instant();
      var before = List.copyOf(standings);
      var membership = new Membership(pool, before, changed, now);
      settings = changed;
      standings = membership.standings();
      members = standings.stream().map(Standing::member).toList();
      membership.reset(now).forEach((at, next) -> replace(at, next, now));
      if (membership.changes()) {
        tell(
            new PoolEvent.MembersChanged(
                pool, membership.added(), membership.removed(), "the file was reloaded", now));
      }
      rebuild(now);
    } finally {
      lock.unlock();
    }
    outbox.deliver();
  }

  PoolMemory memory() {
    lock.lock();
    try {
      return Membership.memory(standings, incumbency);
    } finally {
      lock.unlock();
    }
  }

  private int find(Member member) {
    for (int i = 0; i < standings.size(); i++) {
      if (standings.get(i).member() == member) {
        return i;
      }
    }
    return -1;
  }

  private void replace(int at, Standing next, Instant now) {
    var member = next.member();
    var changed = new ArrayList<>(standings);
    var from = changed.set(at, next).status();
    standings = List.copyOf(changed);
    var to = next.status();
    member.status(to);
    if (from.health() != to.health() || from.admin() != to.admin()) {
      tell(new PoolEvent.MemberChanged(pool, member, from, to, cause(from, to), now));
    }
    if (to.takesNothing() && !from.takesNothing()) {
      outbox.add(() -> member.sessions().cut(MemberSessions.cutFor(to)));
    }
  }

  private static String cause(MemberStatus from, MemberStatus to) {
    return from.health() == to.health() ? to.adminCause() : to.healthCause();
  }

  private Incumbency settle(Incumbency before) {
    return settings.policy() == Policy.FAILOVER
        ? before.next(standings, Tiers.of(standings), settings.failBack())
        : before;
  }

  private void rebuild(Instant now) {
    standings = Pace.of(settings).advance(standings, now);
    incumbency = settle(incumbency);
    var before = snapshot;
    var next = new PoolSnapshot(settings, members, standings, incumbency, before.sequence, tickets);
    if (next.awaited() != before.awaited()) {
      next =
          new PoolSnapshot(settings, members, standings, incumbency, before.sequence + 1, tickets);
      outbox.add(waiters::release);
    }
    snapshot = next;
    announce(before, next, now);
  }

  private void announce(PoolSnapshot before, PoolSnapshot next, Instant now) {
    var active = next.active();
    if (settings.policy() == Policy.FAILOVER && before.active() != active) {
      tell(
          new PoolEvent.IncumbentChanged(
              pool, before.active(), active, next.peek(null, 0).reason().text(), now));
    }
    if (before.tiers.shared() != next.tiers.shared()) {
      var cause = next.sharedCause().orElseGet(() -> Sentences.sharedNoMore(standings));
      tell(new PoolEvent.SharedCause(pool, next.tiers.shared(), cause, now));
    }
    var home = next.home;
    if (home != null && home != before.home) {
      var cut = new Cut(Cut.Kind.FAIL_BACK, Sentences.returned(home).text());
      next.members.stream()
          .filter(member -> (next.strays & member.bit()) != 0)
          .forEach(member -> outbox.add(() -> member.sessions().cut(cut)));
    }
  }

  private void tell(PoolEvent event) {
    outbox.add(() -> listener.changed(event));
  }
}
