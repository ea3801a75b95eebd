package org.sallyport.encryption.mailqueue;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.smtp.client.Outcome;

/** What happened since the process began. Any thread. */
final class QueueCounts {
  private final Map<String, LongAdder> tries = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> reports = new ConcurrentHashMap<>();

  QueueCounts() {
    for (var outcome : new String[] {"accepted", "deferred", "refused", "unknown", "expired"}) {
      tries.put(outcome, new LongAdder());
    }
    for (var kind : ReportKind.values()) {
      reports.put(kind.name().toLowerCase(Locale.ROOT), new LongAdder());
    }
  }

  void tried(Outcome outcome) {
    add(
        tries,
        switch (outcome) {
          case Outcome.Accepted _ -> "accepted";
          case Outcome.Deferred _ -> "deferred";
          case Outcome.Refused _ -> "refused";
          case Outcome.Unknown _ -> "unknown";
        });
  }

  void expired() {
    add(tries, "expired");
  }

  void reported(ReportKind kind) {
    add(reports, kind.name().toLowerCase(Locale.ROOT));
  }

  private static void add(Map<String, LongAdder> to, String label) {
    to.computeIfAbsent(label, _ -> new LongAdder()).increment();
  }

  Map<String, LongAdder> tries() {
    return new TreeMap<>(tries);
  }

  Map<String, LongAdder> reports() {
    return new TreeMap<>(reports);
  }
}
