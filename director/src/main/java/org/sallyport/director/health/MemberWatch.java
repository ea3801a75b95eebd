package org.sallyport.director.health;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Durations;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.settings.PassiveSettings;
import org.sallyport.kernel.HostPort;

/** Everything that watches one member: its loops, its tracker and what live traffic says. */
final class MemberWatch {
  private final Pool pool;
  private final Member member;
  private final HostLookup lookup;
  private final InstantSource clock;
  private final WatchPlan plan;
  private final PassiveWindow passive;
  private final AtomicBoolean tripped = new AtomicBoolean();
  private final List<CheckLoop> loops = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final HealthTracker tracker;
  private final CheckStatus.@Nullable Run[] runs;
  private HealthTracker.Standing reported;
  private boolean stopped;

  /** Takes over what {@code former}, which is stopped, knows from checks that are the same. */
  MemberWatch(
      Pool pool,
      Member member,
      WatchPlan plan,
      HostLookup lookup,
      InstantSource clock,
      @Nullable MemberWatch former) {
    this.pool = pool;
    this.member = member;
    this.plan = plan;
    this.lookup = lookup;
    this.clock = clock;
    passive = new PassiveWindow(plan.passive());
    tracker =
        new HealthTracker(plan.rules(), plan.damping(), former == null ? null : former.tracker);
    runs = new CheckStatus.@Nullable Run[plan.checks().size()];
    var status = member.status();
    reported = new HealthTracker.Standing(status.health(), status.healthCause());
    for (int i = 0; i < runs.length; i++) {
      int index = i;
      var planned = plan.checks().get(i);
      var check = planned.on(member.settings());
      loops.add(
          new CheckLoop(
              member + " " + planned.name(), planned.settings().every(), () -> run(index, check)));
    }
  }

  WatchPlan plan() {
    return plan;
  }

  void start() {
    loops.forEach(CheckLoop::start);
  }

  /** Ends the checks; no report is made after this returns. */
  void stop() {
    loops.forEach(CheckLoop::stop);
    lock.lock();
    try {
      stopped = true;
    } finally {
      lock.unlock();
    }
  }

  void wake() {
    for (int i = 0; i < loops.size(); i++) {
      loops.get(i).wake();
    }
  }

  /** A failure of live traffic: counted, and a reason to check now. For event loops. */
  void failed(String cause) {
    if (passive.failed(System.nanoTime()) && tripped.compareAndSet(false, true)) {
      Thread.startVirtualThread(() -> trip(cause));
    }
    wake();
  }

  void succeeded() {
    passive.succeeded();
  }

  List<CheckStatus> checks() {
    lock.lock();
    try {
      var statuses = new ArrayList<CheckStatus>();
      for (int i = 0; i < runs.length; i++) {
        var check = tracker.check(i);
        statuses.add(
            new CheckStatus(
                plan.checks().get(i).name(),
                check.state().word(),
                check.cause(),
                Optional.ofNullable(runs[i]),
                check.inARow()));
      }
      return statuses;
    } finally {
      lock.unlock();
    }
  }

  private void run(int index, HealthCheck check) {
    var planned = plan.checks().get(index);
    try {
      var address = locate(planned.settings().timeout());
      var result =
          address.isPresent()
              ? check.run(new InetSocketAddress(address.get(), planned.port(member.settings())))
              : unknownHost();
      accept(index, result);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private CheckResult unknownHost() {
    var host = member.settings().address().host();
    return new CheckResult(
        new Finding.Failed("the name " + host + " has no address"), Duration.ZERO);
  }

  /** Where the member is: looked up anew where the file names it, else where it was last. */
  private Optional<InetAddress> locate(Duration timeout) throws InterruptedException {
    HostPort at = member.settings().address();
    @Nullable InetAddress known = member.address().getAddress();
    if (isLiteral(at.host())) {
      return Optional.ofNullable(known);
    }
    var found = lookup.find(at.host(), timeout.toMillis());
    if (found.isEmpty() || (known != null && Arrays.asList(found.get()).contains(known))) {
      return Optional.ofNullable(known);
    }
    member.resolved(new InetSocketAddress(found.get()[0], at.port()));
    return Optional.of(found.get()[0]);
  }

  private static boolean isLiteral(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private void accept(int index, CheckResult result) {
    lock.lock();
    try {
      if (!stopped && !Thread.currentThread().isInterrupted()) {
        runs[index] = new CheckStatus.Run(clock.instant(), result.took(), result.finding());
        report(tracker.accept(index, result.finding(), System.nanoTime()));
      }
    } finally {
      lock.unlock();
    }
  }

  private void trip(String cause) {
    PassiveSettings settings = plan.passive();
    var why =
        "live traffic failed %d times within %s, the last: %s"
            .formatted(settings.failures(), Durations.format(settings.window()), cause);
    lock.lock();
    try {
      if (!stopped) {
        report(tracker.trip(why, System.nanoTime()));
      }
    } finally {
      lock.unlock();
    }
  }

  private void report(HealthTracker.Standing standing) {
    if (standing.health() == Health.UP || standing.health() == Health.DEGRADED) {
      if (tripped.compareAndSet(true, false)) {
        passive.succeeded();
      }
    }
    if (!standing.equals(reported)) {
      reported = standing;
      pool.report(member, standing.health(), standing.cause());
    }
  }
}
