package org.sallyport.encryption.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.log.LogBatch;
import org.sallyport.encryption.log.LogLevel;
import org.sallyport.encryption.log.LogLine;
import org.sallyport.kernel.HostPort;
import org.sallyport.net.tls.Loaded;

@ParameterizedClass
@EnumSource
class SyslogSenderTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir private Path folder;
  private TestDomain at;
  private FakeCollector collector;

  @BeforeEach
  void open() {
    at = stores.open(folder);
    collector = new FakeCollector(0);
  }

  @AfterEach
  void close() throws IOException {
    collector.close();
    at.close();
  }

  private static SyslogSettings settings(HostPort server, SyslogSettings.Stream... streams) {
    return new SyslogSettings(
        server,
        SyslogSettings.Transport.TCP,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        SyslogSettings.Facility.LOCAL3,
        List.of(streams));
  }

  private SyslogSender started(TestDomain node, SyslogSettings settings) {
    return started(node, settings, InstantSource.system());
  }

  private SyslogSender started(TestDomain node, SyslogSettings settings, InstantSource clock) {
    var opened =
        SyslogSender.open(settings, node.store, node.domain.audit(), node.domain.logs(), clock);
    var sender =
        switch (opened) {
          case Loaded.Ready<SyslogSender>(var ready, _) -> ready;
          case Loaded.Refused<SyslogSender> refused -> throw new AssertionError(refused);
        };
    sender.start();
    return sender;
  }

  private void log(int number) {
    at.domain
        .logs()
        .accept(
            "c_one",
            "u_ada",
            new LogBatch(
                "b_%08d".formatted(number),
                List.of(
                    new LogLine(
                        at.clock.instant(),
                        LogLevel.INFO,
                        "event",
                        Optional.of("line " + number),
                        Map.of()))));
  }

  private boolean has(String text) {
    return collector.messages().stream().anyMatch(each -> each.endsWith(text));
  }

  private void awaitConnection() {
    await().atMost(LONG).until(collector::isCalled);
    await().atMost(LONG).until(() -> cursors() == 2);
  }

  private long cursors() {
    return at.store.<Long>read(
        in ->
            in.first("SELECT count(*) AS n FROM syslog_cursors", row -> row.number("n"))
                .orElseThrow());
  }

  private long position(SyslogSettings.Stream stream) {
    return at.store.<Long>read(
        in ->
            in.first(
                    "SELECT position FROM syslog_cursors WHERE stream = ?",
                    row -> row.number("position"),
                    stream.name())
                .orElse(-1L));
  }

  private SyslogSettings both() {
    return settings(
        collector.address(), SyslogSettings.Stream.CLIENT_LOGS, SyslogSettings.Stream.AUDIT);
  }

  @Test
  void what_is_new_is_sent_and_what_was_there_before_is_not() {
    log(1);
    try (var sender = started(at, both())) {
      awaitConnection();
      log(2);
      at.consumer("ada@example.com");

      await().atMost(LONG).until(() -> has("line 2") && has("by code"));
      assertThat(has("line 1")).isFalse();
      assertThat(collector.messages()).anyMatch(each -> each.startsWith("<158>1 "));
      await().atMost(LONG).until(() -> position(SyslogSettings.Stream.CLIENT_LOGS) == 2);
      await()
          .atMost(LONG)
          .until(
              () ->
                  sender
                      .metrics()
                      .contains("sallyport_encryption_syslog_backlog{stream=\"client-logs\"} 0"));
    }
  }

  @Test
  void a_mistake_in_one_round_ends_no_other() {
    var mistaken = new AtomicBoolean();
    InstantSource clock =
        () -> {
          if (mistaken.compareAndSet(false, true)) {
            throw new UnsupportedOperationException("a mistake");
          }
          return Instant.now();
        };
    try (var _ = started(at, both(), clock)) {
      awaitConnection();
      log(1);

      await().atMost(LONG).until(() -> has("line 1"));
      assertThat(mistaken).isTrue();
    }
  }

  @Test
  void a_connection_that_breaks_is_made_anew() {
    try (var sender = started(at, both())) {
      awaitConnection();
      log(1);
      await().atMost(LONG).until(() -> has("line 1"));
      assertThat(sender.metrics()).contains("connected 1");

      collector.hangUp();
      log(2);

      await().atMost(LONG).until(() -> has("line 2"));
      await().atMost(LONG).until(() -> position(SyslogSettings.Stream.CLIENT_LOGS) == 2);
    }
  }

  @Test
  void a_collector_that_is_away_gets_everything_later() throws IOException {
    int port = collector.address().port();
    try (var sender = started(at, both())) {
      awaitConnection();
      collector.close();
      log(1);
      log(2);
      await().atMost(LONG).until(() -> sender.metrics().contains("connected 0"));

      collector = new FakeCollector(port);

      await().atMost(LONG).until(() -> has("line 1") && has("line 2"));
    }
  }

  @Test
  void one_node_sends_and_the_other_takes_over() {
    try (var other = at.sibling(folder)) {
      var first = started(at, both());
      awaitConnection();
      try (var second = started(other, both())) {
        log(1);
        await().atMost(LONG).until(() -> position(SyslogSettings.Stream.CLIENT_LOGS) == 1);
        assertThat(collector.messages()).filteredOn(each -> each.endsWith("line 1")).hasSize(1);
        assertThat(second.metrics()).contains("connected 0");

        first.close();
        log(2);

        await().atMost(LONG).until(() -> has("line 2"));
      }
    }
  }

  @Test
  void a_number_that_is_missing_is_waited_for_a_while() {
    log(1);
    at.store.write(in -> in.run("UPDATE log_batches SET sequence = 3"));
    var source =
        new LogSource(at.domain.logs(), new Messages("host", SyslogSettings.Facility.LOCAL0));
    var nanos = new AtomicLong();
    var gaps = new Gaps(nanos::get);

    assertThat(at.store.<Source.Some>read(in -> source.after(in, 1, gaps)).messages()).isEmpty();
    assertThat(at.store.<Source.Some>read(in -> source.after(in, 2, gaps)).position()).isEqualTo(3);
    nanos.addAndGet(Gaps.LATE.toNanos() + 1);
    assertThat(at.store.<Source.Some>read(in -> source.after(in, 1, gaps)).position()).isEqualTo(3);
  }
}
