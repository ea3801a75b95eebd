package org.sallyport.director.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Doc;
import org.sallyport.config.Loaded;
import org.sallyport.director.filter.DenialListener;
import org.sallyport.director.filter.Filter;
import org.sallyport.director.health.HealthMonitor;
import org.sallyport.director.health.PassiveSignals;
import org.sallyport.director.log.AccessLog;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.log.EventLog;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.Service;
import org.sallyport.director.service.ServiceCounters;
import org.sallyport.director.service.ServiceTls;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.wire.radius.Code;

class MetricsTest {
  private static final String TWO_MEMBERS =
      """
      director:
        services:
          portal:
            listen: 8080
            protocol: http
            pool: web
            filter: [{ rule: no-trace, action: deny, methods: [TRACE] }]
        pools:
          web:
            kind: stateless
            members: { web1: { address: "127.0.0.1:1" }, web2: { address: "127.0.0.1:2" } }
      """;
  private static final String RADIUS =
      """
      director:
        services:
          portal: { listen: 1812/udp, protocol: radius, pool: web }
        pools:
          web:
            kind: stateless
            members: { web1: { address: "127.0.0.1:1" } }
            health: [{ check: radius, secret: file:secret }]
      """;
  private static final String ONE_MEMBER =
      TWO_MEMBERS.replace(", web2: { address: \"127.0.0.1:2\" }", "");

  /** The document has the names of other roles too. */
  private static final Pattern OF_THE_DIRECTOR =
      Pattern.compile(
          "^\\| `(sallyport_(?!gateway_|authority_|encryption_|mail_)[a-z_]+)`", Pattern.MULTILINE);

  /** What a node's file is, as far as this test goes. */
  record Node(@Doc("The director.") DirectorSettings director) {}

  private final PoolSet pools = new PoolSet(InstantSource.system(), Map.of());
  private final HealthMonitor monitor = new HealthMonitor(pools, InstantSource.system());
  private final EventLog events = new EventLog(InstantSource.system());
  private final ServiceCounters counters = new ServiceCounters();
  private List<Service> services = List.of();
  private final Metrics metrics =
      new Metrics(new Metrics.Sources(pools, monitor, () -> services, () -> 42, () -> 7, events));

  @BeforeEach
  void start() {
    metrics.start();
    events.start();
    reload(TWO_MEMBERS);
  }

  @AfterEach
  void close() {
    metrics.close();
    events.close();
    monitor.close();
  }

  private static DirectorSettings settings(String text) {
    var loaded = ConfigFile.parse("test.yaml", Path.of("."), text, Node.class);
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    return ((Loaded.Valid<Node>) loaded).value().director();
  }

  private void reload(String text) {
    var settings = settings(text);
    pools.apply(settings.pools());
    var service = Objects.requireNonNull(settings.services().get("portal"));
    var filter = Filter.of(service.filter(), DenialListener.NONE, Filter.NONE, 0);
    var with =
        new Service.Collaborators(
            Objects.requireNonNull(pools.pool("web")),
            null,
            filter,
            ServiceTls.NONE,
            counters,
            PassiveSignals.NONE,
            AccessLog.NONE);
    services = List.of(new Service("portal", service, with, List.of()));
  }

  private Member member(String name) {
    return Objects.requireNonNull(Objects.requireNonNull(pools.pool("web")).member(name));
  }

  private List<String> lines(String name) {
    return metrics.scrape().lines().filter(line -> line.startsWith(name + "{")).toList();
  }

  @Test
  void a_pool_whose_members_are_all_degraded_shows_a_shared_cause() {
    var pool = Objects.requireNonNull(pools.pool("web"));
    pool.report(member("web1"), Health.DEGRADED, "next hop down");
    assertThat(lines("sallyport_pool_shared_cause"))
        .containsExactly("sallyport_pool_shared_cause{pool=\"web\"} 0.0");
    pool.report(member("web2"), Health.DEGRADED, "next hop down");
    assertThat(lines("sallyport_pool_shared_cause"))
        .containsExactly("sallyport_pool_shared_cause{pool=\"web\"} 1.0");
  }

  @Test
  void a_members_state_is_one_of_all_states() {
    Objects.requireNonNull(pools.pool("web")).report(member("web1"), Health.UP, "a check passed");
    assertThat(lines("sallyport_member_health"))
        .contains(
            "sallyport_member_health{member=\"web1\",pool=\"web\",state=\"up\"} 1.0",
            "sallyport_member_health{member=\"web1\",pool=\"web\",state=\"down\"} 0.0",
            "sallyport_member_health{member=\"web2\",pool=\"web\",state=\"unchecked\"} 1.0")
        .hasSize(8);
    assertThat(lines("sallyport_member_admin"))
        .contains("sallyport_member_admin{member=\"web1\",pool=\"web\",state=\"ready\"} 1.0");
    assertThat(lines("sallyport_member_incumbent"))
        .contains("sallyport_member_incumbent{member=\"web1\",pool=\"web\"} 1.0");
  }

  @Test
  void traffic_is_read_from_the_counters_of_members() {
    var traffic = member("web1").traffic();
    traffic.connectionOpened();
    traffic.requestBegan();
    traffic.addBytesIn(300);
    traffic.addBytesOut(5_000);
    assertThat(lines("sallyport_member_requests_total"))
        .containsExactlyInAnyOrder(
            "sallyport_member_requests_total{member=\"web1\",pool=\"web\"} 1.0",
            "sallyport_member_requests_total{member=\"web2\",pool=\"web\"} 0.0");
    assertThat(lines("sallyport_member_request_bytes_total"))
        .contains("sallyport_member_request_bytes_total{member=\"web1\",pool=\"web\"} 300.0");
    assertThat(lines("sallyport_member_response_bytes_total"))
        .contains("sallyport_member_response_bytes_total{member=\"web1\",pool=\"web\"} 5000.0");
    assertThat(lines("sallyport_member_open_requests"))
        .contains("sallyport_member_open_requests{member=\"web1\",pool=\"web\"} 1.0");
  }

  @Test
  void durations_are_a_cumulative_histogram() {
    var latency = member("web1").latency();
    latency.record(1_000_000);
    latency.record(1_500_000);
    latency.record(90_000_000_000L);
    assertThat(lines("sallyport_member_response_seconds_bucket"))
        .contains(
            "sallyport_member_response_seconds_bucket{member=\"web1\",pool=\"web\",le=\"5.12E-4\"}"
                + " 0",
            "sallyport_member_response_seconds_bucket{member=\"web1\",pool=\"web\",le=\"0.001024\"}"
                + " 1",
            "sallyport_member_response_seconds_bucket{member=\"web1\",pool=\"web\",le=\"0.002048\"}"
                + " 2",
            "sallyport_member_response_seconds_bucket{member=\"web1\",pool=\"web\",le=\"+Inf\"} 3");
  }

  @Test
  void services_count_connections_answers_refusals_and_rules() {
    counters.answered(204);
    counters.refused(Refusal.NO_MEMBER);
    assertThat(lines("sallyport_service_answers_total"))
        .contains("sallyport_service_answers_total{class=\"2xx\",service=\"portal\"} 1.0")
        .hasSize(5);
    assertThat(lines("sallyport_service_refusals_total"))
        .contains(
            "sallyport_service_refusals_total{reason=\"no-member\",service=\"portal\"} 1.0",
            "sallyport_service_refusals_total{reason=\"filter\",service=\"portal\"} 0.0");
    assertThat(lines("sallyport_filter_matches_total"))
        .containsExactly(
            "sallyport_filter_matches_total{action=\"deny\",dry_run=\"false\","
                + "rule=\"no-trace\",service=\"portal\"} 0.0");
  }

  @Test
  void events_are_counted_by_name() {
    events.record(new DirectorEvent.ReloadRejected("node.yaml", "line 3"));
    events.record(new DirectorEvent.ReloadRejected("node.yaml", "line 4"));
    Awaitility.await()
        .until(
            () ->
                lines("sallyport_events_total")
                    .contains("sallyport_events_total{event=\"reload-rejected\"} 2.0"));
  }

  @Test
  void what_belongs_to_no_service_is_told() {
    assertThat(metrics.scrape())
        .contains(
            "\nsallyport_persistence_entries 42.0\n",
            "\nsallyport_access_lines_dropped_total 7.0\n");
  }

  @Test
  void a_member_that_a_reload_takes_away_is_gone_and_the_others_keep_their_counts() {
    member("web1").traffic().requestBegan();
    assertThat(metrics.scrape()).contains("web2");
    reload(ONE_MEMBER);
    assertThat(metrics.scrape()).doesNotContain("web2");
    assertThat(lines("sallyport_member_requests_total"))
        .containsExactly("sallyport_member_requests_total{member=\"web1\",pool=\"web\"} 1.0");
  }

  @Test
  void checks_are_told_with_their_latest_duration() {
    var settings = settings(ONE_MEMBER);
    reload(ONE_MEMBER);
    monitor.apply(monitor.plan(settings.pools()).orElseThrow());
    Awaitility.await().until(() -> !lines("sallyport_check_seconds").isEmpty());
    assertThat(lines("sallyport_check_passing"))
        .containsExactly(
            "sallyport_check_passing{check=\"tcp\",index=\"0\",member=\"web1\",pool=\"web\"} 0.0");
  }

  @Test
  void replies_of_radius_are_counted_by_code() {
    reload(RADIUS);
    counters.replied(Code.ACCESS_REJECT);
    assertThat(lines("sallyport_service_radius_replies_total"))
        .contains(
            "sallyport_service_radius_replies_total{code=\"access-reject\",service=\"portal\"} 1.0",
            "sallyport_service_radius_replies_total{code=\"access-accept\",service=\"portal\"}"
                + " 0.0");
  }

  @Test
  void the_document_lists_exactly_what_there_is() throws IOException {
    reload(RADIUS);
    var radius = services.getFirst();
    reload(TWO_MEMBERS);
    services = List.of(services.getFirst(), radius);
    monitor.apply(monitor.plan(settings(TWO_MEMBERS).pools()).orElseThrow());
    events.record(new DirectorEvent.Stopping("director1", "test"));
    Awaitility.await().until(() -> !lines("sallyport_check_seconds").isEmpty());
    Awaitility.await().until(() -> !lines("sallyport_events_total").isEmpty());
    var document = Files.readString(Path.of("..", "docs", "metrics.md"));
    var listed = names(OF_THE_DIRECTOR, document);
    var told =
        names(Pattern.compile("^# TYPE (sallyport_\\S+)", Pattern.MULTILINE), metrics.scrape());
    assertThat(told).isEqualTo(listed);
  }

  private static SortedSet<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
