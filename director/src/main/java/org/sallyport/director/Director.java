package org.sallyport.director;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.sallyport.director.filter.DenialListener;
import org.sallyport.director.filter.Filter;
import org.sallyport.director.health.HealthMonitor;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.log.EventLog;
import org.sallyport.director.persistence.AffinityTable;
import org.sallyport.director.persistence.DirectorState;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.service.Service;
import org.sallyport.director.service.ServiceCounters;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.director.settings.PersistenceSettings.By;
import org.sallyport.director.settings.ServiceSettings;
import org.sallyport.net.loop.Loops;
import org.sallyport.net.loop.Transport;

/**
 * A running director. {@link #apply} starts it and later changes it; {@link #stop} lets open
 * connections end. Methods that change it block and take turns; the others are for any thread.
 */
public final class Director implements AutoCloseable {
  private static final int CERTIFICATES_SECONDS = 10;
  private static final int LATENCY_SECONDS = 10;

  private final InstantSource clock;
  private final Loops loops;
  private final EventLog events;
  private final DirectorState state;
  private final PoolSet pools;
  private final HealthMonitor health;
  private final RecentLatency latency;
  private final Entrances entrances;
  private final CertificateRounds certificates;
  private final Housekeeping housekeeping;
  private final Map<String, ServiceCounters> counters = new ConcurrentHashMap<>();
  private final Departing departing = new Departing();

  /** Changed under the monitor only, which {@link #stop} holds for as long as it drains. */
  private volatile InForce inForce = InForce.NOTHING;

  private boolean stopped;

  private Director(DirectorSettings settings, InstantSource clock, Transport transport) {
    this.clock = clock;
    this.loops = Loops.open(settings.threads(), transport);
    this.events = new EventLog(clock);
    this.state = DirectorState.open(settings.state(), settings.persistenceEntries(), clock);
    this.pools = new PoolSet(clock, state.remembered());
    this.health = new HealthMonitor(pools, clock);
    this.latency = new RecentLatency(pools);
    this.entrances = new Entrances(loops, events);
    this.certificates = new CertificateRounds(events, clock);
    this.housekeeping =
        new Housekeeping(
            new Housekeeping.Chore("fail-back", 1, pools::advance),
            new Housekeeping.Chore("departed services", 1, this::freeDeparted),
            new Housekeeping.Chore("certificates", CERTIFICATES_SECONDS, this::tendCertificates),
            new Housekeeping.Chore("latency", LATENCY_SECONDS, latency::sample));
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
    director.housekeeping.start();
    return director;
  }

  /**
   * Brings a configuration into force: all of it, or nothing where something is wrong with it. No
   * connection is dropped.
   *
   * @return what is wrong, a sentence each; empty when it is in force
   */
  public synchronized List<String> apply(DirectorSettings wanted) {
    var candidate = Candidate.prepare(wanted, inForce, clock, loops, health, entrances);
    if (!candidate.problems().isEmpty()) {
      candidate.abandon();
      return candidate.problems();
    }
    coverFormer(wanted);
    pools.apply(wanted.pools());
    health.apply(candidate.plan());
    bringIn(candidate);
    return List.of();
  }

  /** Connections of services as they were choose among the members that pools have from now on. */
  private void coverFormer(DirectorSettings wanted) {
    Stream.concat(inForce.running().stream(), departing.running())
        .forEach(
            former ->
                Optional.ofNullable(wanted.pools().get(former.service().settings().pool()))
                    .map(former.tls()::cover)
                    .ifPresent(problems -> problems.forEach(certificates::rejected)));
  }

  private void bringIn(Candidate candidate) {
    var before = inForce;
    var wanted = candidate.wanted();
    var next = new LinkedHashMap<String, RunningService>();
    var over = new ArrayList<>(before.running());
    wanted
        .services()
        .forEach(
            (name, service) -> {
              var running = before.services().get(name);
              boolean goesOn = running != null && candidate.contexts(name) == null;
              if (running != null && goesOn && candidate.sameLog()) {
                next.put(name, running);
                over.remove(running);
              } else {
                next.put(name, begin(candidate, name, service));
              }
            });
    inForce = new InForce(Optional.of(wanted), next, candidate.log());
    entrances.lead(candidate.prepared(), inForce.all());
    long until = System.nanoTime() + longestReception(over);
    over.forEach(former -> departing.add(former, before.accessLog(), until));
    if (!candidate.sameLog() && over.isEmpty()) {
      before.accessLog().close();
    }
  }

  private static long longestReception(List<RunningService> services) {
    return services.stream()
        .mapToLong(one -> one.service().settings().timeouts().handshake().toNanos())
        .max()
        .orElse(0);
  }

  private RunningService begin(Candidate candidate, String name, ServiceSettings settings) {
    var former = inForce.running(name);
    var tls =
        Optional.ofNullable(candidate.contexts(name))
            .or(() -> former.map(RunningService::tls))
            .orElseThrow();
    var pool = Optional.ofNullable(pools.pool(settings.pool())).orElseThrow();
    var formerFilter = former.map(one -> one.service().filter()).orElse(Filter.NONE);
    var with =
        new Service.Collaborators(
            pool,
            settings.persistence().by() == By.NONE
                ? null
                : state.persistence(name, settings.persistence(), pool),
            Filter.of(settings.filter(), denials(name), formerFilter, System.nanoTime()),
            tls,
            counters.computeIfAbsent(name, _ -> new ServiceCounters()),
            health,
            candidate.log());
    return new RunningService(new Service(name, settings, with, loops.all()), tls);
  }

  private DenialListener denials(String service) {
    return (rule, dryRun, client, count) ->
        events.record(new DirectorEvent.FilterDenied(service, rule, dryRun, client, count));
  }

  private synchronized void freeDeparted() {
    if (!stopped) {
      departing.free(inForce.running(), inForce.accessLog(), System.nanoTime());
    }
  }

  private synchronized void tendCertificates() {
    if (!stopped) {
      certificates.make(inForce.running());
    }
  }

  /** The configuration in force. */
  public Optional<DirectorSettings> settings() {
    return inForce.settings();
  }

  /** The services in the order of the configuration. */
  public List<Service> services() {
    return inForce.all();
  }

  /** The service of that name. */
  public Optional<Service> service(String name) {
    return inForce.running(name).map(RunningService::service);
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
  public long accessLinesDropped() {
    return inForce.accessLog().dropped();
  }

  /**
   * Stops listening and waits until open connections have ended, at most {@code limit}; what is
   * open then is cut. Returns how many were.
   */
  public synchronized int stop(Duration limit) {
    if (stopped) {
      return 0;
    }
    entrances.closeAll("the director stops");
    var running = new ArrayList<>(services());
    running.addAll(departing.services());
    int left = new Drain(loops, running).run(limit);
    stopped = true;
    housekeeping.close();
    health.close();
    loops.close();
    state.close();
    departing.close(inForce.running(), inForce.accessLog());
    inForce.accessLog().close();
    inForce.running().forEach(one -> one.tls().close());
    events.close();
    return left;
  }

  /** Stops at once. */
  @Override
  public void close() {
    stop(Duration.ZERO);
  }
}
