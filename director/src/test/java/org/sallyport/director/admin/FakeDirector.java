package org.sallyport.director.admin;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.persistence.AffinityTable;
import org.sallyport.director.pool.Admin;
import org.sallyport.director.pool.AdminOutcome;
import org.sallyport.director.pool.Explanation;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.MemberTraffic;
import org.sallyport.director.settings.FilterRule;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.director.settings.ServiceSettings;
import org.sallyport.web.admin.ReloadOutcome;

/**
 * A director that carries nothing: two services, two pools, one of whose members is down, and one
 * whose name and cause are hostile. It notes each command.
 */
public final class FakeDirector implements DirectorControl {
  /** Markup in a member's name. */
  public static final String HOSTILE = "<img src=x onerror=alert(1)>";

  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  /** The commands given, as {@code verb pool/member by actor}. */
  public final List<String> commands = new CopyOnWriteArrayList<>();

  private final List<Consumer<EventView>> subscribers = new CopyOnWriteArrayList<>();
  private final List<EventView> events = new CopyOnWriteArrayList<>();
  private final List<AffinityTable.Row> sessions = new CopyOnWriteArrayList<>();
  private volatile @Nullable String sharedCause;
  private volatile List<String> missing = List.of();
  private volatile ReloadOutcome nextReload = new ReloadOutcome.Accepted(List.of());
  private volatile Admin keys1 = Admin.READY;
  private final AtomicLong requests = new AtomicLong(1000);

  /** With three events and 120 sessions. */
  public FakeDirector() {
    for (int i = 1; i <= 120; i++) {
      sessions.add(
          new AffinityTable.Row(
              String.format(java.util.Locale.ROOT, "%016x", i * 0x9e3779b97f4a7c15L),
              i % 3 == 0 ? "keys.example.com" : "portal.example.com",
              i % 3 == 0 ? "keys1" : "portal1",
              "192.0.2." + i,
              START.plusSeconds(i),
              START.plusSeconds(2L * i),
              START.plusSeconds(28_800 + 2L * i)));
    }
    happen(EventView.Severity.INFO, "started", Map.of("node", "director1"));
    happen(
        EventView.Severity.WARNING,
        "member-down",
        ordered("pool", "encryption", "member", "keys2", "cause", "connection refused"));
    happen(EventView.Severity.INFO, "reload-accepted", Map.of("summary", HOSTILE));
  }

  private static Map<String, String> ordered(String... pairs) {
    var map = new java.util.LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  /** Adds an event and tells subscribers. */
  public void happen(EventView.Severity severity, String name, Map<String, String> fields) {
    long id = events.size() + 1L;
    var event = new EventView(id, START.plusSeconds(id), severity, name, fields);
    events.add(event);
    subscribers.forEach(subscriber -> subscriber.accept(event));
  }

  /** What readiness shall miss. */
  public void misses(String... reasons) {
    missing = List.of(reasons);
  }

  /** What the next reload comes to. */
  public void reloadsTo(ReloadOutcome outcome) {
    nextReload = outcome;
  }

  /** More traffic. */
  public void serve(long more) {
    requests.addAndGet(more);
  }

  /** How many listen to events. */
  public int subscribers() {
    return subscribers.size();
  }

  @Override
  public DirectorView view() {
    return new DirectorView(
        "director1", "0.1.0", START, 93_784, List.of(portal(), keys()), List.of(pool1(), pool2()));
  }

  private ServiceView portal() {
    long served = requests.get();
    return new ServiceView(
        "portal.example.com",
        List.of("0.0.0.0:8443", "[::]:8443"),
        ServiceSettings.Protocol.HTTP,
        ServiceSettings.TlsMode.RE_ENCRYPT,
        "portal",
        64 + served % 7,
        15_302,
        Map.of("rate-limit", 12L, "no-member", 0L),
        served * 400,
        served * 9_000,
        Map.of("2xx", served, "4xx", 31L, "5xx", 2L),
        new LatencyView(3.2, 18.4 + served % 5),
        List.of(
            new ServiceView.Rule("office-administers", FilterRule.Action.ALLOW, false, 12),
            new ServiceView.Rule("nobody-else-does", FilterRule.Action.DENY, true, 1_204)));
  }

  private static ServiceView keys() {
    return new ServiceView(
        "keys.example.com",
        List.of("0.0.0.0:443"),
        ServiceSettings.Protocol.TCP,
        ServiceSettings.TlsMode.PASSTHROUGH,
        "encryption",
        12,
        830,
        Map.of(),
        5_000_000,
        81_000_000,
        Map.of(),
        LatencyView.NONE,
        List.of());
  }

  private PoolView pool1() {
    return new PoolView(
        "encryption",
        PoolSettings.Kind.STATEFUL,
        PoolSettings.Policy.FAILOVER,
        PoolSettings.FailBack.NEW_SESSIONS,
        Optional.of("keys1"),
        Optional.ofNullable(sharedCause),
        List.of(
            member("keys1", "10.0.0.11:443", Health.UP, keys1, "https answered 200", 12),
            member("keys2", "10.0.0.12:443", Health.DOWN, Admin.READY, "connection refused", 0)));
  }

  private static PoolView pool2() {
    return new PoolView(
        "portal",
        PoolSettings.Kind.STATELESS,
        PoolSettings.Policy.RATIO,
        PoolSettings.FailBack.ALL,
        Optional.empty(),
        Optional.empty(),
        List.of(
            member("portal1", "10.0.1.11:8443", Health.UP, Admin.READY, "all checks pass", 40),
            member("portal2", "10.0.1.12:8443", Health.DEGRADED, Admin.READY, "next hop", 3),
            member("portal3", "10.0.1.13:8443", Health.UNCHECKED, Admin.MAINTENANCE, "anna", 0),
            member(HOSTILE, "10.0.1.14:8443", Health.UP, Admin.DRAIN, HOSTILE, 21)));
  }

  private static MemberView member(
      String name, String address, Health health, Admin admin, String cause, int open) {
    return new MemberView(
        name,
        address,
        health,
        admin,
        START.plusSeconds(3_600),
        cause,
        Optional.of(open % 10 + 1),
        open,
        open / 2,
        new MemberTraffic.Totals(open * 31L, open * 911L, open * 40_000L, open * 900_000L, open, 2),
        new LatencyView(2.5, 19));
  }

  /** From now on the members of the first pool are degraded by one cause. */
  public void sharesCause(String sentence) {
    sharedCause = sentence;
  }

  @Override
  public Readiness readiness() {
    return new Readiness(missing);
  }

  private AdminOutcome note(String verb, String pool, String member, String actor) {
    commands.add(verb + " " + pool + "/" + member + " by " + actor);
    return new AdminOutcome.Done(member + " of " + pool + ": " + verb);
  }

  @Override
  public AdminOutcome drain(String pool, String member, String actor) {
    keys1 = member.equals("keys1") ? Admin.DRAIN : keys1;
    return note("drain", pool, member, actor);
  }

  @Override
  public AdminOutcome resume(String pool, String member, String actor) {
    keys1 = member.equals("keys1") ? Admin.READY : keys1;
    return note("resume", pool, member, actor);
  }

  @Override
  public AdminOutcome maintenance(String pool, String member, String actor) {
    return note("maintenance", pool, member, actor);
  }

  @Override
  public AdminOutcome switchTo(String pool, String member, String actor) {
    return pool.equals("encryption")
        ? note("switch", pool, member, actor)
        : new AdminOutcome.Refused("a ratio pool has no member that takes all new sessions");
  }

  @Override
  public ReloadOutcome reload(String actor) {
    commands.add("reload by " + actor);
    return nextReload;
  }

  @Override
  public Optional<Explanation> explain(
      String service, InetAddress client, Optional<String> cookie) {
    if (view().services().stream().noneMatch(each -> each.name().equals(service))) {
      return Optional.empty();
    }
    var members =
        pool1().members().stream()
            .map(
                each ->
                    new Explanation.State(
                        each.name(),
                        each.address(),
                        each.health(),
                        each.admin(),
                        each.since(),
                        each.cause(),
                        each.health() == Health.UP ? "takes sessions" : "takes nothing"))
            .toList();
    return Optional.of(
        new Explanation(
            "encryption",
            "failover",
            Optional.of("keys1"),
            cookie.isPresent()
                ? "the cookie pins it there"
                : "keys1 takes all new sessions; asked for " + client.getHostAddress(),
            "until keys1 is down or drained",
            List.of("keys1 goes down", "an administrator switches to keys2"),
            Optional.ofNullable(sharedCause),
            members));
  }

  private List<AffinityTable.Row> matching(AffinityTable.Filter filter) {
    return sessions.stream()
        .filter(row -> filter.service().map(row.service()::equals).orElse(true))
        .filter(row -> filter.member().map(row.member()::equals).orElse(true))
        .filter(
            row ->
                filter
                    .prefix()
                    .map(each -> row.client().startsWith(each) || row.id().startsWith(each))
                    .orElse(true))
        .toList();
  }

  @Override
  public AffinityTable.Page persistence(AffinityTable.Filter filter, int offset, int limit) {
    var all = matching(filter);
    return new AffinityTable.Page(all.stream().skip(offset).limit(limit).toList(), all.size());
  }

  @Override
  public boolean clearSession(String id, String actor) {
    commands.add("clear " + id + " by " + actor);
    return sessions.removeIf(row -> row.id().equals(id));
  }

  @Override
  public int clearSessions(AffinityTable.Filter filter, String actor) {
    commands.add("clear matching by " + actor);
    var all = matching(filter);
    sessions.removeAll(all);
    return all.size();
  }

  @Override
  public List<EventView> eventsAfter(long id) {
    return new ArrayList<>(events).stream().filter(event -> event.id() > id).toList();
  }

  @Override
  public Subscription subscribe(Consumer<EventView> subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  @Override
  public String metrics() {
    return "# TYPE sallyport_up gauge\nsallyport_up 1\n";
  }
}
