package org.sallyport.director.health;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Pool;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.net.tls.Loaded;

/**
 * Watches every member of every pool and reports to the pools. One for each director; data paths
 * tell it about live traffic through {@link PassiveSignals}.
 *
 * <p>A check runs on a virtual thread of its own: members times checks of them. Any thread may
 * call.
 */
public final class HealthMonitor implements PassiveSignals, AutoCloseable {
  private final PoolSet pools;
  private final InstantSource clock;
  private final HostLookup lookup;
  private final Map<Member, MemberWatch> watches = new ConcurrentHashMap<>();
  private HealthPlan current = HealthPlan.NOTHING;

  /** A monitor of those pools, watching nobody until {@link #apply}. */
  public HealthMonitor(PoolSet pools, InstantSource clock) {
    this(pools, clock, InetAddress::getAllByName);
  }

  HealthMonitor(PoolSet pools, InstantSource clock, HostLookup.Resolver resolver) {
    this.pools = pools;
    this.clock = clock;
    this.lookup = new HostLookup(resolver);
  }

  /**
   * Reads what checks of those pools need. Blocks on files; changes nothing. A plan that is not
   * applied is given back with {@link #discard}.
   */
  public synchronized Loaded<HealthPlan> plan(Map<String, PoolSettings> settings) {
    return HealthPlan.of(settings, current);
  }

  /** Frees a plan that is not going to be applied. */
  public synchronized void discard(HealthPlan plan) {
    plan.discard(current);
  }

  /**
   * Watches the members that the pools have now, as planned; called after {@link PoolSet#apply}
   * with a plan of the same settings. Watches that are unchanged go on undisturbed.
   */
  public synchronized void apply(HealthPlan plan) {
    var present = new HashSet<Member>();
    for (var pool : pools.pools()) {
      for (var member : pool.members()) {
        plan.of(pool.name(), member.settings())
            .ifPresent(
                watch -> {
                  present.add(member);
                  watch(pool, member, watch);
                });
      }
    }
    for (var member : List.copyOf(watches.keySet())) {
      if (!present.contains(member)) {
        end(member);
      }
    }
    var former = current;
    current = plan;
    former.discard(plan);
  }

  private void watch(Pool pool, Member member, WatchPlan plan) {
    var former = watches.get(member);
    if (former != null && former.plan().equals(plan)) {
      return;
    }
    if (former != null) {
      former.stop();
    }
    var watch = new MemberWatch(pool, member, plan, lookup, clock, former);
    watches.put(member, watch);
    watch.start();
  }

  private void end(Member member) {
    var watch = watches.remove(member);
    if (watch != null) {
      watch.stop();
    }
  }

  /** Checks a member now, beside its intervals. */
  public void checkNow(Member member) {
    var watch = watches.get(member);
    if (watch != null) {
      watch.wake();
    }
  }

  /** How each check of a member stands; empty for one that is not watched. */
  public List<CheckStatus> checks(Member member) {
    var watch = watches.get(member);
    return watch == null ? List.of() : watch.checks();
  }

  @Override
  public void connectFailed(Member member, String cause) {
    failed(member, cause);
  }

  @Override
  public void responseFailed(Member member, String cause) {
    failed(member, cause);
  }

  private void failed(Member member, String cause) {
    var watch = watches.get(member);
    if (watch != null) {
      watch.failed(cause);
    }
  }

  @Override
  public void silent(Member member) {
    checkNow(member);
  }

  @Override
  public void succeeded(Member member) {
    var watch = watches.get(member);
    if (watch != null) {
      watch.succeeded();
    }
  }

  /** Ends every watch. Pools hear nothing after this returns. */
  @Override
  public synchronized void close() {
    List.copyOf(watches.keySet()).forEach(this::end);
    lookup.close();
    current.discard(HealthPlan.NOTHING);
    current = HealthPlan.NOTHING;
  }
}
