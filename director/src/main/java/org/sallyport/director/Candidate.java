package org.sallyport.director;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.health.HealthMonitor;
import org.sallyport.director.health.HealthPlan;
import org.sallyport.director.log.AccessLog;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.director.settings.RadiusSettings.Source;
import org.sallyport.net.loop.Loops;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.TlsProblem;

/**
 * A configuration whose files are read and whose addresses are bound, and which is not in force
 * yet. It is either brought in as a whole, or {@link #abandon}ed, and then nothing has changed. One
 * thread at a time; blocks on files.
 */
final class Candidate {
  private final DirectorSettings wanted;
  private final InForce before;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, ServiceTlsContexts> contexts = new LinkedHashMap<>();
  private final HealthMonitor health;
  private final @Nullable HealthPlan plan;
  private final AccessLog log;
  private final Entrances.Prepared prepared;

  private Candidate(
      DirectorSettings wanted,
      InForce before,
      InstantSource clock,
      Loops loops,
      HealthMonitor health,
      Entrances entrances) {
    this.wanted = wanted;
    this.before = before;
    this.health = health;
    var tls = new ArrayList<TlsProblem>();
    openTls(clock, tls);
    this.plan = plan(tls);
    this.log = openLog(clock);
    tls.forEach(problem -> problems.add(problem.toString()));
    refuseSources(loops);
    this.prepared = entrances.prepare(wanted.services(), problems);
  }

  /** Reads and binds what {@code wanted} needs and what is in force has not. */
  static Candidate prepare(
      DirectorSettings wanted,
      InForce before,
      InstantSource clock,
      Loops loops,
      HealthMonitor health,
      Entrances entrances) {
    return new Candidate(wanted, before, clock, loops, health, entrances);
  }

  private void openTls(InstantSource clock, List<TlsProblem> found) {
    wanted
        .services()
        .forEach(
            (name, service) -> {
              var pool = InForce.named(wanted.pools(), service.pool());
              var running = before.running(name).filter(one -> one.fits(service));
              if (running.isPresent()) {
                found.addAll(running.get().tls().reload());
                found.addAll(running.get().tls().cover(pool));
                return;
              }
              var opened = ServiceTlsContexts.open(service, pool, clock, found);
              if (opened != null) {
                contexts.put(name, opened);
              }
            });
  }

  private @Nullable HealthPlan plan(List<TlsProblem> found) {
    return switch (health.plan(wanted.pools())) {
      case Loaded.Ready<HealthPlan>(var ready, _) -> ready;
      case Loaded.Refused<HealthPlan>(var refused) -> {
        found.addAll(refused);
        yield null;
      }
    };
  }

  private AccessLog openLog(InstantSource clock) {
    var settings = wanted.accessLog();
    if (before.settings().filter(now -> now.accessLog().equals(settings)).isPresent()) {
      before.accessLog().reopen();
      return before.accessLog();
    }
    try {
      return AccessLog.open(settings, clock);
    } catch (IOException e) {
      problems.add("access-log: " + e.getMessage());
      return before.accessLog();
    }
  }

  private void refuseSources(Loops loops) {
    wanted
        .services()
        .forEach(
            (name, service) -> {
              if (service.radius().source() == Source.PRESERVE) {
                loops
                    .refusesForeignSources()
                    .ifPresent(
                        why ->
                            problems.add("services." + name + ".radius.source: preserve: " + why));
              }
            });
  }

  DirectorSettings wanted() {
    return wanted;
  }

  /** What is wrong with it, a sentence each; empty: it can be brought in. */
  List<String> problems() {
    return problems;
  }

  /** The contexts of a service that is new or changed, or null. */
  @Nullable ServiceTlsContexts contexts(String service) {
    return contexts.get(service);
  }

  HealthPlan plan() {
    if (plan == null) {
      throw new IllegalStateException("a plan that was refused");
    }
    return plan;
  }

  AccessLog log() {
    return log;
  }

  boolean sameLog() {
    return log.equals(before.accessLog());
  }

  Entrances.Prepared prepared() {
    return prepared;
  }

  /** Gives back what was opened. */
  void abandon() {
    prepared.abandon();
    contexts.values().forEach(ServiceTlsContexts::close);
    if (plan != null) {
      health.discard(plan);
    }
    if (!sameLog()) {
      log.close();
    }
  }
}
