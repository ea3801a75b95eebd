package org.sallyport.director.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sallyport.director.pool.Admin;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.MemberStatus;
import org.sallyport.testkit.MutableClock;

class EventLogTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-11-22T07:58:00Z"));
  private final EventLog log = new EventLog(clock);

  @AfterEach
  void close() {
    log.close();
  }

  private static DirectorEvent event(int number) {
    return new DirectorEvent.Started("director1", "number " + number);
  }

  private static String line(DirectorEvent event) {
    var line = new StringBuilder(event.name());
    for (var field : event.fields()) {
      line.append(' ').append(field.key()).append("=[").append(field.value()).append(']');
    }
    return line.toString();
  }

  private static MemberStatus status(Health health, Admin admin) {
    return new MemberStatus(health, admin, Instant.EPOCH, "", "");
  }

  @Test
  void events_are_numbered_and_stamped() {
    log.record(event(1));
    log.record(event(2));
    var kept = log.after(0);
    assertThat(kept).extracting(EventLog.Recorded::event).containsExactly(event(1), event(2));
    assertThat(kept.getLast().id()).isEqualTo(kept.getFirst().id() + 1);
    assertThat(kept.getFirst().at()).isEqualTo(clock.instant());
    assertThat(log.after(kept.getFirst().id())).containsExactly(kept.getLast());
  }

  @Test
  void the_numbers_of_a_later_run_are_greater() {
    log.record(event(1));
    clock.advance(java.time.Duration.ofSeconds(1));
    try (var later = new EventLog(clock)) {
      later.record(event(2));
      assertThat(later.after(0).getFirst().id()).isGreaterThan(log.after(0).getFirst().id());
    }
  }

  @Test
  void the_oldest_leave_first() {
    for (int i = 0; i < EventLog.KEPT + 10; i++) {
      log.record(event(i));
    }
    assertThat(log.after(0)).hasSize(EventLog.KEPT);
    assertThat(log.after(0).getFirst().event()).isEqualTo(event(10));
  }

  @Test
  void subscribers_hear_events_in_order_until_they_leave() {
    var heard = new CopyOnWriteArrayList<DirectorEvent>();
    var subscription = log.subscribe(each -> heard.add(each.event()));
    log.start();
    log.record(event(1));
    log.record(event(2));
    await().until(() -> heard.size() == 2);
    subscription.close();
    log.record(event(3));
    log.close();
    assertThat(heard).containsExactly(event(1), event(2));
  }

  @Test
  void a_subscriber_that_throws_is_dropped_and_others_go_on() {
    var heard = new CopyOnWriteArrayList<DirectorEvent>();
    log.subscribe(
        _ -> {
          throw new IllegalStateException("broken");
        });
    log.subscribe(each -> heard.add(each.event()));
    log.start();
    log.record(event(1));
    log.record(event(2));
    await().until(() -> heard.size() == 2);
  }

  @Test
  void what_was_recorded_before_the_start_is_told_after_it() {
    var heard = new CopyOnWriteArrayList<DirectorEvent>();
    log.subscribe(each -> heard.add(each.event()));
    log.record(event(1));
    log.start();
    await().until(() -> heard.equals(List.of(event(1))));
  }

  @Test
  void a_member_that_goes_down_is_one_line_with_its_cause() {
    assertThat(
            line(
                new DirectorEvent.MemberChanged(
                    "keys",
                    "keys1",
                    status(Health.UP, Admin.READY),
                    status(Health.DOWN, Admin.READY),
                    "connection refused")))
        .isEqualTo("member-down pool=[keys] member=[keys1] was=[up] cause=[connection refused]");
  }

  @Test
  void a_member_that_is_drained_is_named_for_that() {
    var drained =
        new DirectorEvent.MemberChanged(
            "keys",
            "keys1",
            status(Health.UP, Admin.READY),
            status(Health.UP, Admin.DRAIN),
            "administrator anna");
    assertThat(line(drained))
        .isEqualTo(
            "member-drain pool=[keys] member=[keys1] was=[ready] cause=[administrator anna]");
    assertThat(drained.severity()).isEqualTo(DirectorEvent.Severity.INFO);
  }

  @Test
  void a_pools_first_incumbent_is_as_it_should_be_and_a_later_switch_is_not() {
    var nobody = DirectorEvent.IncumbentSwitched.NOBODY;
    assertThat(new DirectorEvent.IncumbentSwitched("keys", nobody, "keys1", "up").severity())
        .isEqualTo(DirectorEvent.Severity.INFO);
    assertThat(new DirectorEvent.IncumbentSwitched("keys", "keys1", "keys2", "down").severity())
        .isEqualTo(DirectorEvent.Severity.WARNING);
    assertThat(new DirectorEvent.IncumbentSwitched("keys", "keys2", nobody, "down").severity())
        .isEqualTo(DirectorEvent.Severity.WARNING);
  }

  @Test
  void every_kind_of_event_has_a_name_and_fields() {
    var day = Instant.parse("2026-12-01T10:00:00Z");
    assertThat(
            List.of(
                new DirectorEvent.AdminAction("anna", "drain", "keys/keys1", ""),
                new DirectorEvent.IncumbentSwitched("keys", "keys1", "", "nobody is fit"),
                new DirectorEvent.ReloadAccepted("node.yaml", "1 service changed"),
                new DirectorEvent.CertificateReloaded("portal.pem", day),
                new DirectorEvent.CertificateExpiring("portal.pem", day),
                new DirectorEvent.CertificateRejected("portal.pem", "no key"),
                new DirectorEvent.ListenerOpened("0.0.0.0:443", "keys.example.com"),
                new DirectorEvent.ListenerClosed("0.0.0.0:443", "reload"),
                new DirectorEvent.MembersChanged("keys", List.of("keys3"), List.of()),
                new DirectorEvent.FilterDenied(
                    "portal", "no-trace", false, InetAddress.ofLiteral("192.0.2.7"), 3),
                new DirectorEvent.FilterDenied(
                    "portal", "trial", true, InetAddress.ofLiteral("192.0.2.7"), 1),
                new DirectorEvent.Started("director1", "2 services"),
                new DirectorEvent.Stopping("director1", "SIGTERM")))
        .extracting(EventLogTest::line)
        .containsExactly(
            "admin-action actor=[anna] action=[drain] target=[keys/keys1] detail=[]",
            "incumbent-switched pool=[keys] from=[keys1] to=[] cause=[nobody is fit]",
            "reload-accepted file=[node.yaml] summary=[1 service changed]",
            "certificate-reloaded file=[portal.pem] not-after=[2026-12-01]",
            "certificate-expiring file=[portal.pem] not-after=[2026-12-01]",
            "certificate-rejected file=[portal.pem] cause=[no key]",
            "listener-opened address=[0.0.0.0:443] services=[keys.example.com]",
            "listener-closed address=[0.0.0.0:443] cause=[reload]",
            "members-changed pool=[keys] added=[keys3] removed=[]",
            "filter-denied service=[portal] rule=[no-trace] client=[192.0.2.7] count=[3]",
            "filter-would-deny service=[portal] rule=[trial] client=[192.0.2.7] count=[1]",
            "started node=[director1] detail=[2 services]",
            "stopping node=[director1] cause=[SIGTERM]");
  }
}
