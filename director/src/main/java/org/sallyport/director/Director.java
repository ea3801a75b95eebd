package org.sallyport.director;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.filter.DenialListener;
import org.sallyport.director.filter.Filter;
import org.sallyport.director.health.HealthMonitor;
import org.sallyport.director.health.HealthPlan;
import org.sallyport.director.log.AccessLog;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.log.EventLog;
import org.sallyport.director.persistence.AffinityTable;
import org.sallyport.director.persistence.DirectorState;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.service.Service;
import org.sallyport.director.service.ServiceCounters;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.AccessLogSettings;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.director.settings.PersistenceSettings.By;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.director.settings.RadiusSettings.Source;
import org.sallyport.net.loop.Loops;
import org.sallyport.net.loop.Transport;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.Refresh;
import org.sallyport.net.tls.TlsProblem;

/**
 * A running director. {@link #apply} starts it and later changes it; {@link #stop} lets open
 * connections end. Methods that change it block and take turns; the others are for any thread.
 */
public final class Director implements AutoCloseable {
  private static final long HOUSEKEEPING_MILLIS = 1000;
  private static final int CERTIFICATES_EVERY = 10;
  private static final int LATENCY_EVERY = 10;
  private static final int LOOPS_SECONDS = 2;

  private final InstantSource clock;
  private final Loops loops;
  private final EventLog events;
  private final DirectorState state;
  private final PoolSet pools;
  private final HealthMonitor health;
  private final RecentLatency latency;
  private final Entrances entrances;
  private final Map<String, ServiceCounters> counters = new ConcurrentHashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private final Departing departing = new Departing();
  private final CertificateWatch watch = new CertificateWatch();

  private volatile Map<String, RunningService> services = Map.of();
  private volatile @Nullable DirectorSettings settings;
  private AccessLog accessLog = AccessLog.NONE;

  private Director(DirectorSettings settings, InstantSource clock, Transport transport) {
    this.clock = clock;
    this.loops = Loops.open(settings.threads(), transport);
    this.events = new EventLog(clock);
    this.state = DirectorState.open(settings.state(), settings.persistenceEntries(), clock);
    this.pools = new PoolSet(clock, state.remembered());
    this.health = new HealthMonitor(pools, clock);
    this.latency = new RecentLatency(pools);
    this.entrances = new Entrances(loops, events);
  }

  /**
   * Starts what every configuration needs; nothing listens before the first {@link #apply}.
   *
   * @param settings whose threads and state folder hold until the process ends
   */
  public static Director open(DirectorSettings settings, InstantSource clock, Transport transport) {
    var director = new Director(settings, clock, transport);
    director.events.start();
    director.pools.listen(new PoolEvents(director.events));
    director.state.start(director.pools);
    Thread.ofVirtual().name("director-housekeeping").start(director::housekeeping);
    return director;
  }

  /**
   * Brings a configuration into force: all of it, or nothing where something is wrong with it. No
   * connection is dropped.
   *
   * @return what is wrong, a sentence each; empty when it is in force
   */
  public synchronized List<String> apply(DirectorSettings wanted) {
    var problems = new ArrayList<String>();
    var tls = new ArrayList<TlsProblem>();
    var contexts = openTls(wanted, tls);
    var plan = plan(wanted, tls);
    var log = openLog(wanted, problems);
    tls.forEach(problem -> problems.add(problem.toString()));
    refuseSources(wanted, problems);
    var prepared = entrances.prepare(wanted.services(), problems);
    if (!problems.isEmpty() || plan == null) {
      prepared.abandon();
      contexts.values().forEach(ServiceTlsContexts::close);
      if (plan != null) {
        health.discard(plan);
      }
      if (log != accessLog) {
        log.close();
      }
      return problems;
    }
    coverFormer(wanted);
    pools.apply(wanted.pools());
    health.apply(plan);
    bringIn(wanted, contexts, log, prepared);
    return List.of();
  }

  private Map<String, ServiceTlsContexts> openTls(
      DirectorSettings wanted, List<TlsProblem> problems) {
    var contexts = new LinkedHashMap<String, ServiceTlsContexts>();
    wanted
        .services()
        .forEach(
            (name, service) -> {
              var pool = poolOf(wanted, service.pool());
              var running = services.get(name);
              if (running != null && running.fits(service)) {
                problems.addAll(running.tls().reload());
                problems.addAll(running.tls().cover(pool));
                return;
              }
              var opened = ServiceTlsContexts.open(service, pool, clock, problems);
              if (opened != null) {
                contexts.put(name, opened);
              }
            });
    return contexts;
  }

  /** Connections of services as they were choose among the members that pools have from now on. */
  private void coverFormer(DirectorSettings wanted) {
    Stream.concat(services.values().stream(), departing.running())
        .forEach(
            former -> {
              var pool = wanted.pools().get(former.service().settings().pool());
              if (pool != null) {
                former
                    .tls()
                    .cover(pool)
                    .forEach(
                        problem ->
                            events.record(
                                new DirectorEvent.CertificateRejected(
                                    problem.subject(), problem.sentence())));
              }
            });
  }

  private static PoolSettings poolOf(DirectorSettings wanted, String name) {
    return Optional.ofNullable(wanted.pools().get(name)).orElseThrow();
  }

  private @Nullable HealthPlan plan(DirectorSettings wanted, List<TlsProblem> problems) {
    return switch (health.plan(wanted.pools())) {
      case Loaded.Ready<HealthPlan>(var plan, _) -> plan;
      case Loaded.Refused<HealthPlan>(var found) -> {
        problems.addAll(found);
        yield null;
      }
    };
  }

  private AccessLog openLog(DirectorSettings wanted, List<String> problems) {
    var before = settings;
    AccessLogSettings log = wanted.accessLog();
    if (before != null && before.accessLog().equals(log)) {
      accessLog.reopen();
      return accessLog;
    }
    try {
      return AccessLog.open(log, clock);
    } catch (IOException e) {
      problems.add("access-log: " + e.getMessage());
      return accessLog;
    }
  }

  private void refuseSources(DirectorSettings wanted, List<String> problems) {
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

  private void bringIn(
      DirectorSettings wanted,
      Map<String, ServiceTlsContexts> contexts,
      AccessLog log,
      Entrances.Prepared prepared) {
    boolean sameLog = log == accessLog;
    var next = new LinkedHashMap<String, RunningService>();
    var over = new ArrayList<>(services.values());
    wanted
        .services()
        .forEach(
            (name, service) -> {
              var running = services.get(name);
              var fresh = contexts.get(name);
              if (fresh == null && running != null && sameLog) {
                next.put(name, running);
                over.remove(running);
              } else {
                next.put(name, bringIn(wanted, name, fresh, log));
              }
            });
    services = next;
    settings = wanted;
    entrances.lead(prepared, next.values().stream().map(RunningService::service).toList());
    long until = System.nanoTime() + longestReception(over);
    over.forEach(former -> departing.add(former, accessLog, until));
    if (!sameLog && over.isEmpty()) {
      accessLog.close();
    }
    accessLog = log;
  }

  private static long longestReception(List<RunningService> services) {
    return services.stream()
        .mapToLong(one -> one.service().settings().timeouts().handshake().toNanos())
        .max()
        .orElse(0);
  }

  private synchronized void freeDeparted() {
    if (stopped.getCount() > 0) {
      departing.free(List.copyOf(services.values()), accessLog, System.nanoTime());
    }
  }

  private RunningService bringIn(
      DirectorSettings wanted, String name, @Nullable ServiceTlsContexts fresh, AccessLog log) {
    var service = Optional.ofNullable(wanted.services().get(name)).orElseThrow();
    var pool = Optional.ofNullable(pools.pool(service.pool())).orElseThrow();
    var former = services.get(name);
    var tls = fresh != null || former == null ? fresh : former.tls();
    if (tls == null) {
      throw new IllegalStateException("no TLS contexts for " + name);
    }
    var formerFilter = former == null ? Filter.NONE : former.service().filter();
    var filter = Filter.of(service.filter(), denials(name), formerFilter, System.nanoTime());
    var persistence =
        service.persistence().by() == By.NONE
            ? null
            : state.persistence(name, service.persistence(), pool);
    var with =
        new Service.Collaborators(
            pool,
            persistence,
            filter,
            tls,
            counters.computeIfAbsent(name, _ -> new ServiceCounters()),
            health,
            log);
    return new RunningService(new Service(name, service, with, loops.all()), tls);
  }

  private DenialListener denials(String service) {
    return (rule, dryRun, client, count) ->
        events.record(new DirectorEvent.FilterDenied(service, rule, dryRun, client, count));
  }

  private void housekeeping() {
    int beat = 0;
    try {
      while (!stopped.await(HOUSEKEEPING_MILLIS, TimeUnit.MILLISECONDS)) {
        pools.advance();
        freeDeparted();
        if (beat++ % CERTIFICATES_EVERY == 0) {
          watchCertificates();
        }
        if (beat % LATENCY_EVERY == 0) {
          latency.sample();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void watchCertificates() {
    reloadCertificates();
    var inUse =
        services.values().stream()
            .flatMap(one -> one.tls().certificates().stream())
            .map(
                entry ->
                    new DirectorEvent.CertificateExpiring(
                        entry.origin().toString(), entry.validUntil()));
    watch.look(inUse, clock.instant()).forEach(events::record);
  }

  private void reloadCertificates() {
    for (var running : services.values()) {
      switch (running.tls().refresh()) {
        case Refresh.Unchanged() -> {}
        case Refresh.Renewed() -> {
          for (var entry : running.tls().certificates()) {
            events.record(
                new DirectorEvent.CertificateReloaded(
                    entry.origin().toString(), entry.validUntil()));
          }
        }
        case Refresh.Refused(var problems) -> {
          for (var problem : problems) {
            events.record(
                new DirectorEvent.CertificateRejected(problem.subject(), problem.sentence()));
          }
        }
      }
    }
  }

  /** The configuration in force. */
  public Optional<DirectorSettings> settings() {
    return Optional.ofNullable(settings);
  }

  /** The services in the order of the configuration. */
  public List<Service> services() {
    return services.values().stream().map(RunningService::service).toList();
  }

  /** The service of that name. */
  public Optional<Service> service(String name) {
    return Optional.ofNullable(services.get(name)).map(RunningService::service);
  }

  /** The addresses that a service is reached on, with the ports that the system chose. */
  public List<InetSocketAddress> addresses(String service) {
    return service(service).map(entrances::bound).orElse(List.of());
  }

  /** The pools. */
  public PoolSet pools() {
    return pools;
  }

  /** What checks have found. */
  public HealthMonitor health() {
    return health;
  }

  /** How long members took lately. */
  RecentLatency latency() {
    return latency;
  }

  InstantSource clock() {
    return clock;
  }

  /** What has happened. */
  public EventLog events() {
    return events;
  }

  /** The persistence entries of all services. */
  public AffinityTable persistence() {
    return state.table();
  }

  /** Lines of the access log that were lost. */
  public synchronized long accessLinesDropped() {
    return accessLog.dropped();
  }

  /**
   * Stops listening and waits until open connections have ended, at most {@code limit}; what is
   * open then is cut. Returns how many were.
   */
  public synchronized int stop(Duration limit) {
    if (stopped.getCount() == 0) {
      return 0;
    }
    entrances.closeAll("the director stops");
    var running = new ArrayList<>(services());
    running.addAll(departing.services());
    running.forEach(service -> onLoops(service, ServiceLoop::drain));
    int left = waitForEnd(running, limit);
    if (left > 0) {
      running.forEach(service -> onLoops(service, loop -> loop.stop("the director stops")));
    }
    // Connections that rest are freed by tasks that loops on their way out might not run.
    running.forEach(Service::retire);
    running.forEach(service -> onLoops(service, loop -> {}));
    stopped.countDown();
    health.close();
    loops.close();
    state.close();
    departing.close(List.copyOf(services.values()), accessLog);
    accessLog.close();
    services.values().forEach(one -> one.tls().close());
    events.close();
    return left;
  }

  /** Returns once it is done: loops that end first would close connections as if all were well. */
  private void onLoops(Service service, Consumer<ServiceLoop> action) {
    var done =
        loops.all().stream()
            .map(
                loop ->
                    CompletableFuture.runAsync(
                        () -> action.accept(service.on(loop)), loop::execute))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(done).completeOnTimeout(null, LOOPS_SECONDS, TimeUnit.SECONDS).join();
  }

  private int waitForEnd(List<Service> running, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      int open = running.stream().mapToInt(Service::open).sum();
      if (open == 0 || System.nanoTime() >= end) {
        return open;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return open;
      }
    }
  }

  /** Stops at once. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }
}
