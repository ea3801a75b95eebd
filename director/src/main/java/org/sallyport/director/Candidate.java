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
  private final HealthMonitor health;
  private final List<String> problems;
  private final Map<String, ServiceTlsContexts> contexts;
  private final @Nullable HealthPlan plan;
  private final AccessLog log;
  private final Entrances.Prepared prepared;

  private Candidate(
      DirectorSettings wanted,
      InForce before,
      HealthMonitor health,
      List<String> problems,
      Map<String, ServiceTlsContexts> contexts,
      @Nullable HealthPlan plan,
      AccessLog log,
      Entrances.Prepared prepared) {
    this.wanted = wanted;
    this.before = before;
    this.health = health;
    this.problems = problems;
    this.contexts = contexts;
    this.plan = plan;
    this.log = log;
    this.prepared = prepared;
  }

  /** Reads and binds what {@code wanted} needs and what is in force has not. */
  static Candidate prepare(
      DirectorSettings wanted,
      InForce before,
      InstantSource clock,
      Loops loops,
      HealthMonitor health,
      Entrances entrances) {
    var problems = new ArrayList<String>();
    var tls = new ArrayList<TlsProblem>();
    var contexts = openTls(wanted, before, clock, tls);
    var plan = plan(wanted, health, tls);
    var log = openLog(wanted, before, clock, problems);
    tls.forEach(problem -> problems.add(problem.toString()));
    refuseSources(wanted, loops, problems);
    var prepared = entrances.prepare(wanted.services(), problems);
    return new Candidate(wanted, before, health, problems, contexts, plan, log, prepared);
  }

  private static Map<String, ServiceTlsContexts> openTls(
      DirectorSettings wanted, InForce before, InstantSource clock, List<TlsProblem> problems) {
    var contexts = new LinkedHashMap<String, ServiceTlsContexts>();
    wanted
        .services()
        .forEach(
            (name, service) -> {
              var pool = InForce.named(wanted.pools(), service.pool());
              var running = before.running(name).filter(one -> one.fits(service));
              if (running.isPresent()) {
                problems.addAll(running.get().tls().reload());
                problems.addAll(running.get().tls().cover(pool));
                return;
              }
              var opened = ServiceTlsContexts.open(service, pool, clock, problems);
              if (opened != null) {
                contexts.put(name, opened);
              }
            });
    return contexts;
  }

  private static @Nullable HealthPlan plan(
      DirectorSettings wanted, HealthMonitor health, List<TlsProblem> problems) {
    return switch (health.plan(wanted.pools())) {
      case Loaded.Ready<HealthPlan>(var ready, _) -> ready;
      case Loaded.Refused<HealthPlan>(var refused) -> {
        problems.addAll(refused);
        yield null;
      }
    };
  }

  private static AccessLog openLog(
      DirectorSettings wanted, InForce before, InstantSource clock, List<String> problems) {
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

  private static void refuseSources(DirectorSettings wanted, Loops loops, List<String> problems) {
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
