package org.sallyport.it;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.log.ClientLogs;
import org.sallyport.encryption.log.LogBatch;
import org.sallyport.encryption.log.LogLevel;
import org.sallyport.encryption.log.LogLine;
import org.sallyport.encryption.syslog.SyslogSender;
import org.sallyport.encryption.syslog.SyslogSettings;
import org.sallyport.net.tls.Loaded;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;
import org.sallyport.testkit.TestPki;

/** Client log lines and the audit trail, as a real collector understands them. */
class SyslogIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;
  private Store store;
  private AuditTrail audit;
  private ClientLogs logs;
  private Rsyslogd collector;

  @BeforeEach
  void open() throws Exception {
    collector = Rsyslogd.start(folder.resolve("rsyslog"));
    store =
        Store.open(
            StoreSettings.file(folder.resolve("encryption.db")), Optional.empty(), Domain.SCHEMA);
    audit = new AuditTrail(InstantSource.system());
    logs = new ClientLogs(store, InstantSource.system());
  }

  @AfterEach
  void close() {
    store.close();
    collector.close();
  }

  private SyslogSender started(String name) throws IOException {
    var settings =
        new SyslogSettings(
            collector.address(),
            SyslogSettings.Transport.TLS,
            Optional.of(TestPki.shared().writeTrust(folder)),
            Optional.empty(),
            Optional.of(name),
            SyslogSettings.Facility.LOCAL5,
            List.of(SyslogSettings.Stream.CLIENT_LOGS, SyslogSettings.Stream.AUDIT));
    return switch (SyslogSender.open(settings, store, audit, logs, InstantSource.system())) {
      case Loaded.Ready<SyslogSender>(var sender, _) -> {
        sender.start();
        yield sender;
      }
      case Loaded.Refused<SyslogSender>(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private void log(int number, String text) {
    var line =
        new LogLine(
            Instant.now(),
            LogLevel.ERROR,
            "sync-failed",
            Optional.of(text),
            Map.of("server", "a \"quoted\" [name]"));
    logs.accept("c_one", "u_ada", new LogBatch("b_%08d".formatted(number), List.of(line)));
  }

  private boolean has(String part) throws IOException {
    return collector.messages().stream().anyMatch(each -> each.contains(part));
  }

  @Test
  void rsyslog_understands_every_part_and_loses_nothing_when_it_is_killed() throws Exception {
    try (var sender = started(Rsyslogd.NAME)) {
      await().atMost(LONG).until(() -> sender.metrics().contains("connected 1"));
      log(1, "keine Antwort, größer");
      store.write(
          in -> {
            audit.record(in, "administrator ada", "key-recovered", "bob@example.com", "by ADK");
            return true;
          });
      await().atMost(LONG).until(() -> has("größer") && has("key-recovered"));

      assertThat(collector.messages())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("171|")
                      .contains(
                          "|sallyport|sync-failed|[line@32473 position=\"512\" client=\"c_one\"")
                      .contains("[fields@32473 server=\"a \\\"quoted\\\" [name\\]\"]|"))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("109|")
                      .contains(
                          "|sallyport|key-recovered|[audit@32473 sequence=\"1\""
                              + " actor=\"administrator ada\" subject=\"bob@example.com\"]|")
                      .endsWith("by ADK"));

      collector.kill();
      for (int i = 2; i <= 20; i++) {
        log(i, "away " + i + ".");
      }
      collector.restart();

      await().atMost(LONG).until(() -> has("away 2.") && has("away 20."));
      for (int i = 2; i <= 20; i++) {
        assertThat(has("away " + i + ".")).as("line " + i).isTrue();
      }
    }
  }

  @Test
  void a_collector_with_another_name_gets_nothing() throws Exception {
    try (var sender = started("another.example.com")) {
      log(1, "secret");

      await().atMost(LONG).until(() -> !sender.metrics().contains("syslog_failures_total 0"));
      assertThat(collector.messages()).isEmpty();
    }
  }
}
