package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.settings.DampingSettings;
import org.sallyport.director.settings.HealthCheckSettings;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.director.settings.MemberSettings.ProxyProtocol;
import org.sallyport.director.settings.PassiveSettings;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.net.tls.Loaded;

class HealthMonitorTest {
  private static final Duration OFTEN = Duration.ofMillis(40);
  private static final Duration SELDOM = Duration.ofHours(1);

  private final PoolSet pools = new PoolSet(InstantSource.system(), Map.of());
  private final AtomicReference<InetAddress> named = new AtomicReference<>();
  private final HealthMonitor monitor =
      new HealthMonitor(pools, InstantSource.system(), this::resolve);

  private InetAddress[] resolve(String host) throws UnknownHostException {
    var address = named.get();
    if (address == null || !host.equals("keys.example.com")) {
      throw new UnknownHostException(host);
    }
    return new InetAddress[] {address};
  }

  @AfterEach
  void close() {
    monitor.close();
  }

  private void watch(List<Checks> checks, Map<String, MemberSettings> members) {
    var settings = Map.of("keys", pool(checks.stream().map(Checks::settings).toList(), members));
    var plan = monitor.plan(settings).orElseThrow();
    pools.apply(settings);
    monitor.apply(plan);
  }

  private static PoolSettings pool(
      List<HealthCheckSettings> checks, Map<String, MemberSettings> members) {
    return new PoolSettings(
        PoolSettings.Kind.STATEFUL,
        PoolSettings.Policy.FAILOVER,
        PoolSettings.FailBack.NEW_SESSIONS,
        Duration.ofSeconds(30),
        members,
        checks,
        new PassiveSettings(3, Duration.ofSeconds(10)),
        new DampingSettings(0, Duration.ofMinutes(5), Duration.ofMinutes(1)));
  }

  private static Map<String, MemberSettings> member(String host, int port) {
    return Map.of("keys1", Probe.member(host, port, ProxyProtocol.NONE));
  }

  private Member keys1() {
    return pools.pools().iterator().next().members().getFirst();
  }

  private void awaitHealth(Health health) {
    await().pollInterval(Duration.ofMillis(5)).until(() -> keys1().status().health() == health);
  }

  @Test
  void a_member_is_up_once_it_has_passed() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      watch(List.of(Checks.of(Check.TCP).every(SELDOM)), member("127.0.0.1", member.port()));
      awaitHealth(Health.UP);
      assertThat(keys1().status().cause()).isEqualTo("the first check passed");
    }
  }

  @Test
  void a_member_that_dies_is_down_with_the_cause_and_up_again_when_it_is_back() throws IOException {
    var status = new AtomicInteger(200);
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.hearHead();
              stage.say("HTTP/1.1 " + status.get() + " x\r\n\r\n");
            })) {
      watch(List.of(Checks.of(Check.HTTP).every(OFTEN)), member("127.0.0.1", member.port()));
      awaitHealth(Health.UP);
      status.set(503);
      awaitHealth(Health.DOWN);
      assertThat(keys1().status().cause()).isEqualTo("status 503, expected 200 to 399");
      status.set(204);
      awaitHealth(Health.UP);
      assertThat(keys1().status().cause()).isEqualTo("2 checks in a row passed");
    }
  }

  @Test
  void a_check_can_be_asked_for_at_once() throws IOException {
    var status = new AtomicInteger(200);
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.hearHead();
              stage.say("HTTP/1.1 " + status.get() + " x\r\n\r\n");
            })) {
      watch(
          List.of(Checks.of(Check.HTTP).every(SELDOM).fall(1)), member("127.0.0.1", member.port()));
      awaitHealth(Health.UP);
      status.set(500);
      monitor.checkNow(keys1());
      awaitHealth(Health.DOWN);
    }
  }

  @Test
  void failing_traffic_takes_a_member_down_and_passing_checks_bring_it_back() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      watch(
          List.of(Checks.of(Check.TCP).every(SELDOM).rise(3)), member("127.0.0.1", member.port()));
      awaitHealth(Health.UP);
      for (int i = 0; i < 3; i++) {
        monitor.connectFailed(keys1(), "connection refused");
      }
      awaitHealth(Health.DOWN);
      assertThat(keys1().status().cause())
          .isEqualTo("live traffic failed 3 times within 10s, the last: connection refused");
      await()
          .until(
              () -> {
                monitor.checkNow(keys1());
                return keys1().status().health() == Health.UP;
              });
    }
  }

  @Test
  void one_failure_of_traffic_makes_the_monitor_look_at_once() throws IOException {
    var status = new AtomicInteger(200);
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.hearHead();
              stage.say("HTTP/1.1 " + status.get() + " x\r\n\r\n");
            })) {
      watch(
          List.of(Checks.of(Check.HTTP).every(SELDOM).fall(1)), member("127.0.0.1", member.port()));
      awaitHealth(Health.UP);
      status.set(500);
      monitor.responseFailed(keys1(), "response cut off");
      awaitHealth(Health.DOWN);
      assertThat(keys1().status().cause()).isEqualTo("status 500, expected 200 to 399");
    }
  }

  @Test
  void a_silent_member_is_checked_at_once_and_not_taken_down_by_silence() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      watch(List.of(Checks.of(Check.TCP).every(SELDOM)), member("127.0.0.1", member.port()));
      awaitHealth(Health.UP);
      for (int i = 0; i < 10; i++) {
        monitor.silent(keys1());
      }
      await().until(() -> monitor.checks(keys1()).getFirst().inARow() > 1);
      assertThat(keys1().status().health()).isEqualTo(Health.UP);
      assertThat(keys1().status().cause()).isEqualTo("the first check passed");
    }
  }

  @Test
  void traffic_that_succeeds_in_between_is_no_reason_to_go_down() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      watch(List.of(Checks.of(Check.TCP).every(SELDOM)), member("127.0.0.1", member.port()));
      awaitHealth(Health.UP);
      for (int i = 0; i < 10; i++) {
        monitor.connectFailed(keys1(), "connection refused");
        monitor.connectFailed(keys1(), "connection refused");
        monitor.succeeded(keys1());
      }
      await().until(() -> monitor.checks(keys1()).getFirst().inARow() > 1);
      assertThat(keys1().status().health()).isEqualTo(Health.UP);
    }
  }

  @Test
  void a_name_is_looked_up_by_each_check_and_the_member_follows_it() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      watch(List.of(Checks.of(Check.TCP).every(OFTEN)), member("keys.example.com", member.port()));
      awaitHealth(Health.DOWN);
      assertThat(keys1().status().cause()).isEqualTo("the name keys.example.com has no address");
      named.set(InetAddress.getLoopbackAddress());
      awaitHealth(Health.UP);
      assertThat(keys1().address().getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
      assertThat(keys1().address().getPort()).isEqualTo(member.port());
    }
  }

  @Test
  void a_name_that_is_lost_leaves_the_member_where_it_was() throws IOException {
    named.set(InetAddress.getLoopbackAddress());
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      watch(List.of(Checks.of(Check.TCP).every(OFTEN)), member("keys.example.com", member.port()));
      awaitHealth(Health.UP);
      named.set(null);
      int before = monitor.checks(keys1()).getFirst().inARow();
      await().until(() -> monitor.checks(keys1()).getFirst().inARow() > before + 2);
      assertThat(keys1().status().health()).isEqualTo(Health.UP);
    }
  }

  @Test
  void a_reload_that_changes_nothing_leaves_the_checks_alone() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      var checks = List.of(Checks.of(Check.TCP).every(SELDOM));
      watch(checks, member("127.0.0.1", member.port()));
      awaitHealth(Health.UP);
      var first = monitor.checks(keys1()).getFirst().last();
      watch(checks, member("127.0.0.1", member.port()));
      assertThat(monitor.checks(keys1()).getFirst().last()).isPresent().isEqualTo(first);
    }
  }

  @Test
  void a_check_that_a_reload_adds_does_not_interrupt_the_member() throws IOException {
    var silent = new CountDownLatch(1);
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.hearHead();
              silent.countDown();
              stage.waitForEnd();
            })) {
      watch(List.of(Checks.of(Check.TCP).every(SELDOM)), member("127.0.0.1", member.port()));
      awaitHealth(Health.UP);
      watch(
          List.of(Checks.of(Check.TCP).every(SELDOM), Checks.of(Check.HTTP).every(SELDOM)),
          member("127.0.0.1", member.port()));
      await().until(() -> silent.getCount() == 0);
      assertThat(keys1().status().health()).isEqualTo(Health.UP);
    }
  }

  @Test
  void a_member_that_leaves_is_not_checked_any_more() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::hear)) {
      var members = new LinkedHashMap<>(member("127.0.0.1", member.port()));
      members.put("keys2", Probe.member("127.0.0.1", member.port(), ProxyProtocol.NONE));
      watch(List.of(Checks.of(Check.TCP).every(OFTEN)), members);
      awaitHealth(Health.UP);
      var left = pools.pools().iterator().next().members().getLast();
      watch(List.of(Checks.of(Check.TCP).every(OFTEN)), member("127.0.0.1", member.port()));
      assertThat(monitor.checks(left)).isEmpty();
      monitor.connectFailed(left, "connection refused");
    }
  }

  @Test
  void each_check_tells_how_it_stands() throws IOException {
    try (var member = ScriptedMember.playing(stage -> stage.say("554 no\r\n"))) {
      watch(
          List.of(Checks.of(Check.TCP).every(SELDOM), Checks.of(Check.SMTP).every(SELDOM)),
          member("127.0.0.1", member.port()));
      await()
          .until(() -> monitor.checks(keys1()).stream().allMatch(each -> each.last().isPresent()));
      var checks = monitor.checks(keys1());
      assertThat(checks).extracting(CheckStatus::name).containsExactly("tcp", "smtp");
      assertThat(checks).extracting(CheckStatus::state).containsExactly("passing", "failing");
      assertThat(checks.getLast().last().map(CheckStatus.Run::finding))
          .isEqualTo(Optional.of(new Finding.Failed("greeting 554 no, expected 220")));
      assertThat(keys1().status().cause()).isEqualTo("smtp: greeting 554 no, expected 220");
    }
  }

  @Test
  void a_plan_with_a_file_that_cannot_be_used_is_refused(@TempDir Path folder) throws IOException {
    var trust = Files.writeString(folder.resolve("trust.pem"), "nothing");
    var checks = List.of(Checks.of(Check.HTTPS).trust(trust).settings());
    var plan = monitor.plan(Map.of("keys", pool(checks, member("127.0.0.1", 1))));
    assertThat(plan).isInstanceOf(Loaded.Refused.class);
  }

  @Test
  void nothing_is_reported_after_the_end() throws IOException {
    var hold = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.hearHead();
              asked.countDown();
              stage.waitForEnd();
              hold.countDown();
            })) {
      watch(List.of(Checks.of(Check.HTTP)), member("127.0.0.1", member.port()));
      await().until(() -> asked.getCount() == 0);
      monitor.close();
      await().until(() -> hold.getCount() == 0);
      assertThat(keys1().status().health()).isEqualTo(Health.UNCHECKED);
    }
  }
}
