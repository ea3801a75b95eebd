package org.sallyport.encryption.directory;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.web.route.Reply;

/** How often the key directory is asked, and how it answers. Safe for use by any thread. */
public final class LookupMetrics {
  private static final String LOOKUPS = "sallyport_encryption_directory_lookups_total";
  private static final String MEMORY = "sallyport_encryption_directory_from_memory_total";

  private final Map<Protocol, Counts> counts = new EnumMap<>(Protocol.class);

  /** Who asks. */
  enum Protocol {
    HKP,
    VKS,
    WKD;

    private String label() {
      return "{protocol=\"" + name().toLowerCase(Locale.ROOT) + "\"";
    }
  }

  private record Counts(LongAdder found, LongAdder nothing, LongAdder limited, LongAdder memory) {}

  /** Nothing counted yet. */
  public LookupMetrics() {
    Arrays.stream(Protocol.values())
        .forEach(
            each ->
                counts.put(
                    each,
                    new Counts(
                        new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder())));
  }

  private Counts of(Protocol protocol) {
    var known = counts.get(protocol);
    if (known == null) {
      throw new IllegalStateException("every protocol is counted");
    }
    return known;
  }

  /** Counts an answer: a list of nobody counts as nothing. */
  Reply count(Protocol protocol, Reply reply) {
    var its = of(protocol);
    if (reply instanceof Reply.Failed(var problem)) {
      (problem.status() == 429 ? its.limited : its.nothing).increment();
    } else {
      its.found.increment();
    }
    return reply;
  }

  /** Counts an answer that was ready. */
  void fromMemory(Protocol protocol) {
    of(protocol).memory.increment();
  }

  /** Prometheus's text format 0.0.4. */
  public String text() {
    var text = new StringBuilder();
    text.append("# HELP ").append(LOOKUPS).append(" Questions to the key directory.\n");
    text.append("# TYPE ").append(LOOKUPS).append(" counter\n");
    counts.forEach(
        (protocol, its) -> {
          line(text, LOOKUPS, protocol.label() + ",result=\"found\"", its.found);
          line(text, LOOKUPS, protocol.label() + ",result=\"nothing\"", its.nothing);
          line(text, LOOKUPS, protocol.label() + ",result=\"limited\"", its.limited);
        });
    text.append("# HELP ").append(MEMORY).append(" Answers that were ready in memory.\n");
    text.append("# TYPE ").append(MEMORY).append(" counter\n");
    counts.forEach((protocol, its) -> line(text, MEMORY, protocol.label(), its.memory));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String labels, LongAdder count) {
    text.append(name).append(labels).append("} ").append(count.sum()).append('\n');
  }
}
