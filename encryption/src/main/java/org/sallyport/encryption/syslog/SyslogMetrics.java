package org.sallyport.encryption.syslog;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What a sender tells Prometheus, in its text format 0.0.4. Any thread. */
final class SyslogMetrics {
  private final Map<SyslogSettings.Stream, Long> backlog = new ConcurrentHashMap<>();
  private final Map<SyslogSettings.Stream, LongAdder> sent =
      new EnumMap<>(SyslogSettings.Stream.class);
  private final LongAdder failures = new LongAdder();
  private volatile boolean connected;

  SyslogMetrics() {
    for (var each : SyslogSettings.Stream.values()) {
      sent.put(each, new LongAdder());
    }
  }

  void backlog(SyslogSettings.Stream stream, long count) {
    backlog.put(stream, count);
  }

  void sent(SyslogSettings.Stream stream, int count) {
    sent.getOrDefault(stream, failures).add(count);
  }

  void failed() {
    failures.increment();
  }

  void connected(boolean now) {
    connected = now;
  }

  String text() {
    var text = new StringBuilder();
    head(text, "backlog", "gauge", "Log batches or audit entries that the collector lacks.");
    backlog.forEach((stream, count) -> line(text, "backlog" + label(stream), count));
    head(text, "messages_total", "counter", "Messages written to the collector.");
    sent.forEach((stream, count) -> line(text, "messages_total" + label(stream), count.sum()));
    head(text, "failures_total", "counter", "Connections to the collector that failed or broke.");
    line(text, "failures_total", failures.sum());
    head(text, "connected", "gauge", "Whether this node is connected to the collector.");
    line(text, "connected", connected ? 1 : 0);
    return text.toString();
  }

  private static String label(SyslogSettings.Stream stream) {
    return "{stream=\"" + stream.name().toLowerCase(Locale.ROOT).replace('_', '-') + "\"}";
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP sallyport_encryption_syslog_%s %s\n".formatted(name, help));
    text.append("# TYPE sallyport_encryption_syslog_%s %s\n".formatted(name, type));
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append("sallyport_encryption_syslog_%s %d\n".formatted(name, value));
  }
}
