package org.sallyport.encryption.mailqueue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.store.StoreException;

/** The queue in Prometheus' text format. */
final class QueueMetrics {
  private static final String NAME = "sallyport_mail_queue";

  private QueueMetrics() {}

  /** Reads the store; without what it says while it cannot be read. */
  static String of(MailQueue queue, int connections) {
    var text = new StringBuilder();
    try {
      depth(text, queue.list().depth(), queue.clock().instant());
    } catch (StoreException _) {
      text.append("# the store cannot be read\n");
    }
    head(text, "connections", "gauge", "connections of this node to next hops");
    text.append(NAME).append("_connections ").append(connections).append('\n');
    counter(
        text,
        "tries",
        "outcome",
        "recipients tried by this node, by outcome",
        queue.counts().tries());
    counter(
        text,
        "reports",
        "kind",
        "reports to senders written by this node, by kind",
        queue.counts().reports());
    return text.toString();
  }

  private static void depth(StringBuilder text, QueueList.Depth depth, Instant now) {
    head(text, "deliveries", "gauge", "deliveries in the queue, by state");
    value(text, "deliveries", "state", "due", depth.due());
    value(text, "deliveries", "state", "in-hand", depth.inHand());
    value(text, "deliveries", "state", "waiting", depth.waiting());
    head(text, "oldest_seconds", "gauge", "age of the oldest message in the queue");
    long age = depth.oldest().map(each -> Duration.between(each, now).toSeconds()).orElse(0L);
    text.append(NAME).append("_oldest_seconds ").append(Math.max(0, age)).append('\n');
  }

  private static void counter(
      StringBuilder text, String name, String label, String help, Map<String, LongAdder> counts) {
    head(text, name + "_total", "counter", help);
    counts.forEach((word, count) -> value(text, name + "_total", label, word, count.sum()));
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(NAME).append('_').append(name).append(' ').append(help);
    text.append("\n# TYPE ").append(NAME).append('_').append(name).append(' ').append(type);
    text.append('\n');
  }

  private static void value(
      StringBuilder text, String name, String label, String word, long value) {
    text.append(NAME).append('_').append(name).append('{').append(label).append("=\"");
    text.append(word).append("\"} ").append(value).append('\n');
  }
}
