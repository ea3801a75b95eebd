package org.sallyport.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.ConfigFile;
import org.sallyport.config.Doc;
import org.sallyport.config.Loaded;
import org.sallyport.director.DirectorAdmin.About;
import org.sallyport.director.admin.EventView;
import org.sallyport.director.admin.MemberView;
import org.sallyport.director.persistence.AffinityTable;
import org.sallyport.director.pool.Admin;
import org.sallyport.director.pool.AdminOutcome;
import org.sallyport.director.pool.Explanation;
import org.sallyport.director.pool.Health;
import org.sallyport.director.settings.DirectorSettings;
import org.sallyport.net.loop.Transport;
import org.sallyport.testkit.EchoServer;
import org.sallyport.web.admin.ReloadOutcome;

class DirectorAdminTest {
  private static final InetAddress CLIENT = InetAddress.getLoopbackAddress();

  @TempDir private Path folder;
  private EchoServer first;
  private EchoServer second;
  private Director director;
  private DirectorAdmin admin;
  private final List<String> reloads = new ArrayList<>();

  /** What a node's file is, as far as this test goes. */
  record Node(@Doc("The director.") DirectorSettings director) {}

  @BeforeEach
  void start() throws IOException {
    first = EchoServer.start();
    second = EchoServer.start();
    var settings = settings();
    director = Director.open(settings, InstantSource.system(), Transport.NIO);
    admin = new DirectorAdmin(director, new About("n1", "1.2"), this::reload);
    admin.start();
  }

  private void open() {
    assertThat(director.apply(settings())).isEmpty();
    await().until(() -> member("m1").health() == Health.UP && member("m2").health() == Health.UP);
  }

  @AfterEach
  void stop() throws IOException {
    admin.close();
    director.close();
    first.close();
    second.close();
  }

  private ReloadOutcome reload(String actor) {
    reloads.add(actor);
    return new ReloadOutcome.Accepted(List.of("~ a: 1 -> 2"));
  }

  private DirectorSettings settings() {
    var text =
        """
        director:
          state: state
          threads: 1
          services:
            mail:
              listen: 127.0.0.1:0
              pool: p
              persistence: { by: source-address }
            portal:
              listen: 127.0.0.1:0
              tls: passthrough
              names: [portal.example, "*.apps.example"]
              pool: p
          pools:
            p:
              kind: stateful
              members:
                m1: { address: "127.0.0.1:%d" }
                m2: { address: "127.0.0.1:%d" }
              health: [{ check: tcp, every: 50ms, timeout: 50ms, rise: 1 }]
        """
            .formatted(first.address().getPort(), second.address().getPort());
    return switch (ConfigFile.parse("node.yaml", folder, text, Node.class)) {
      case Loaded.Valid<Node>(var node, _) -> node.director();
      case Loaded.Invalid<Node> invalid -> throw new AssertionError(invalid.problems());
    };
  }

  private MemberView member(String name) {
    return admin.view().pools().getFirst().member(name).orElseThrow();
  }

  private Socket connected() throws IOException {
    var address = director.addresses("mail").getFirst();
    var client = new Socket(address.getAddress(), address.getPort());
    client.getOutputStream().write('x');
    assertThat(client.getInputStream().read()).isEqualTo('x');
    return client;
  }

  private Explanation explain(String service) {
    return admin.explain(service, CLIENT, Optional.empty()).orElseThrow();
  }

  private List<EventView> events(String name) {
    return admin.eventsAfter(0).stream().filter(event -> event.name().equals(name)).toList();
  }

  @Test
  void a_director_is_ready_once_it_listens_and_every_pool_has_a_verdict() {
    assertThat(admin.readiness().reasons()).containsExactly("no configuration is in force yet");

    open();

    assertThat(admin.readiness().ready()).isTrue();
  }

  @Test
  void a_director_that_stops_is_not_ready() {
    open();
    director.close();

    assertThat(admin.readiness().reasons())
        .containsExactly("service mail does not listen", "service portal does not listen");
  }

  @Test
  void the_view_counts_what_clients_did() throws IOException {
    open();
    try (var _ = connected()) {
      var view = admin.view();
      var mail = view.services().getFirst();

      assertThat(view.node()).isEqualTo("n1");
      assertThat(mail.name()).isEqualTo("mail");
      assertThat(mail.listeners())
          .containsExactly("127.0.0.1:" + director.addresses("mail").getFirst().getPort());
      assertThat(mail.connections()).isEqualTo(1);
      assertThat(view.pools().getFirst().incumbent()).contains("m1");
      assertThat(member("m1").totals().connections()).isEqualTo(1);
      assertThat(member("m1").latency().p99()).isPositive();
      assertThat(member("m2").latency().p99()).isZero();
    }
    await().until(() -> admin.view().services().getFirst().bytesIn() == 1);
  }

  @Test
  void a_drained_member_hands_its_place_to_the_next_and_the_event_names_who_said_so() {
    open();

    assertThat(admin.drain("p", "m1", "anna")).isInstanceOf(AdminOutcome.Done.class);

    assertThat(member("m1").admin()).isEqualTo(Admin.DRAIN);
    assertThat(member("m1").cause()).isEqualTo("administrator anna");
    assertThat(admin.view().pools().getFirst().incumbent()).contains("m2");
    assertThat(events("admin-action").getFirst().fields())
        .containsEntry("actor", "anna")
        .containsEntry("action", "drain")
        .containsEntry("target", "p/m1");
  }

  @Test
  void a_switch_sends_new_sessions_to_the_member_and_old_ones_stay() throws IOException {
    open();
    connected().close();

    assertThat(admin.switchTo("p", "m2", "anna")).isInstanceOf(AdminOutcome.Done.class);

    assertThat(explain("mail").member()).contains("m1");
    assertThat(explain("portal").member()).contains("m2");
  }

  @Test
  void a_command_for_what_is_gone_is_refused_and_is_no_event() {
    open();

    assertThat(admin.drain("q", "m1", "anna").text()).isEqualTo("there is no pool q any more");
    assertThat(admin.drain("p", "m9", "anna").text()).isEqualTo("pool p has no member m9 any more");
    assertThat(events("admin-action")).isEmpty();
  }

  @Test
  void an_explanation_says_until_when_a_known_session_stays() throws IOException {
    open();
    assertThat(explain("mail").until()).isEqualTo("as long as m1 takes its sessions");

    connected().close();

    assertThat(explain("mail").until()).matches("until 20.* if it is not used again");
  }

  @Test
  void an_explanation_of_a_server_name_says_which_service_answers_to_it() {
    open();

    assertThat(explain("A.apps.example").reason())
        .endsWith("; the name is one of service portal, portal.example, *.apps.example");
    assertThat(admin.explain("apps.example", CLIENT, Optional.empty())).isEmpty();
    assertThat(admin.explain("nobody", CLIENT, Optional.empty())).isEmpty();
  }

  @Test
  void a_session_that_is_cleared_is_decided_anew() throws IOException {
    open();
    connected().close();
    var row = admin.persistence(AffinityTable.Filter.ALL, 0, 10).rows().getFirst();

    assertThat(admin.clearSession(row.id(), "anna")).isTrue();
    assertThat(admin.clearSession(row.id(), "anna")).isFalse();

    assertThat(admin.persistence(AffinityTable.Filter.ALL, 0, 10).total()).isZero();
    assertThat(events("admin-action")).hasSize(1);
  }

  @Test
  void subscribers_hear_of_events_until_they_leave() {
    var heard = new CopyOnWriteArrayList<String>();
    try (var _ = admin.subscribe(event -> heard.add(event.name()))) {
      open();
      await().until(() -> heard.contains("listener-opened") && heard.contains("member-up"));
    }
  }

  @Test
  void a_reload_is_left_to_whoever_knows_the_file() {
    assertThat(admin.reload("anna")).isEqualTo(new ReloadOutcome.Accepted(List.of("~ a: 1 -> 2")));
    assertThat(reloads).containsExactly("anna");
  }

  @Test
  void metrics_are_those_of_this_director() {
    open();

    assertThat(admin.metrics())
        .contains("sallyport_member_health{member=\"m1\",pool=\"p\",state=\"up\"} 1.0");
  }
}
