package org.sallyport.authority.decision;

import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of decisions and how long they took, in Prometheus's text format. Any thread. */
final class DecisionMetrics {
  private static final String PREFIX = "sallyport_authority_";

  /** Upper bounds in microseconds. */
  private static final long[] BOUNDS = {
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
    5_000_000
  };

  private record Kind(String method, String result, String reason) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      return labels().compareTo(other.labels());
    }

    String labels() {
      return "{method=\"%s\",reason=\"%s\",result=\"%s\"}".formatted(method, reason, result);
    }
  }

  private final ConcurrentHashMap<Kind, LongAdder> counts = new ConcurrentHashMap<>();
  private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
  private final LongAdder nanos = new LongAdder();
  private final LongAdder waiting = new LongAdder();

  DecisionMetrics() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  void count(String method, String result, String reason) {
    counts.computeIfAbsent(new Kind(method, result, reason), _ -> new LongAdder()).increment();
  }

  void took(long duration) {
    int at = 0;
    while (at < BOUNDS.length && duration > BOUNDS[at] * 1000) {
      at++;
    }
    buckets[at].increment();
    nanos.add(duration);
  }

  void waits(int more) {
    waiting.add(more);
  }

  String summary() {
    long accepted = 0;
    long refused = 0;
    for (var each : counts.entrySet()) {
      switch (each.getKey().result()) {
        case "accepted" -> accepted += each.getValue().sum();
        case "refused" -> refused += each.getValue().sum();
        default -> {
          // Neither let anybody in nor kept anybody out.
        }
      }
    }
    return accepted + " logins accepted, " + refused + " refused, " + waiting.sum() + " waiting";
  }

  String text() {
    var text = new StringBuilder();
    head(text, "authentications_total", "counter", "Decisions about logins.");
    new TreeMap<>(counts)
        .forEach(
            (kind, count) ->
                line(text, "authentications_total" + kind.labels(), Long.toString(count.sum())));
    head(text, "authentication_seconds", "histogram", "How long judging a code took.");
    long sum = 0;
    for (int i = 0; i < BOUNDS.length; i++) {
      sum += buckets[i].sum();
      bucket(text, String.format(Locale.ROOT, "%.4f", BOUNDS[i] / 1e6), sum);
    }
    sum += buckets[BOUNDS.length].sum();
    bucket(text, "+Inf", sum);
    line(text, "authentication_seconds_sum", String.format(Locale.ROOT, "%.6f", nanos.sum() / 1e9));
    line(text, "authentication_seconds_count", Long.toString(sum));
    head(text, "waiting", "gauge", "Logins that wait for a person's decision.");
    line(text, "waiting", Long.toString(waiting.sum()));
    return text.toString();
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
  }

  private static void bucket(StringBuilder text, String bound, long count) {
    line(text, "authentication_seconds_bucket{le=\"" + bound + "\"}", Long.toString(count));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(PREFIX).append(name).append(' ').append(value).append('\n');
  }
}
