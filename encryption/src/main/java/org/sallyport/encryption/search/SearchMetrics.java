package org.sallyport.encryption.search;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How searches and the sources that they ask fare. Safe for use by any number of threads. */
final class SearchMetrics {
  private static final String NAME = "sallyport_encryption_remote_keys_";

  private final Map<Ended, LongAdder> searches = new LinkedHashMap<>();
  private final Map<String, Asking> sources = new LinkedHashMap<>();

  /** How a search ended. */
  enum Ended {
    /** It was known, and nobody was asked. */
    REMEMBERED,
    /** A source had a key. */
    FOUND,
    /** All sources answered, and none had one. */
    NOTHING,
    /** Not all answered; what was found before is used. */
    STALE,
    /** Not all answered. */
    UNKNOWN
  }

  private record Asking(LongAdder found, LongAdder nothing, LongAdder failed, LongAdder nanos) {
    static Asking none() {
      return new Asking(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }
  }

  SearchMetrics() {
    Arrays.stream(Ended.values()).forEach(each -> searches.put(each, new LongAdder()));
    List.of("wkd", "hkp", "vks", "ldap").forEach(each -> sources.put(each, Asking.none()));
  }

  void searched(Ended how) {
    searches.getOrDefault(how, new LongAdder()).increment();
  }

  void asked(String source, Asked answer, long nanos) {
    var asking = sources.getOrDefault(source, Asking.none());
    asking.nanos.add(nanos);
    switch (answer) {
      case Asked.Material _ -> asking.found.increment();
      case Asked.Nothing _, Asked.Nobody _ -> asking.nothing.increment();
      case Asked.Failed _ -> asking.failed.increment();
    }
  }

  /**
   * Prometheus's text format 0.0.4.
   *
   * @param leftAlone how many sources are left alone now
   */
  String text(int leftAlone) {
    var text = new StringBuilder();
    head(text, "searches_total", "counter", "Searches for keys of people elsewhere.");
    searches.forEach(
        (how, count) ->
            line(text, "searches_total", "result", how.name().toLowerCase(Locale.ROOT), count));
    head(text, "asked_total", "counter", "Questions to sources.");
    sources.forEach(
        (source, asking) -> {
          line(text, "asked_total", "source=\"" + source + "\",result", "found", asking.found);
          line(text, "asked_total", "source=\"" + source + "\",result", "nothing", asking.nothing);
          line(text, "asked_total", "source=\"" + source + "\",result", "failed", asking.failed);
        });
    head(text, "seconds_total", "counter", "How long sources took.");
    sources.forEach(
        (source, asking) ->
            text.append(NAME)
                .append(
                    String.format(
                        Locale.ROOT,
                        "seconds_total{source=\"%s\"} %.6f\n",
                        source,
                        asking.nanos.sum() / 1e9)));
    head(text, "left_alone", "gauge", "Sources that failed and are left alone for a while.");
    return text.append(NAME).append("left_alone ").append(leftAlone).append('\n').toString();
  }

  private static void head(StringBuilder text, String name, String kind, String help) {
    text.append("# HELP ").append(NAME).append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(NAME).append(name).append(' ').append(kind).append('\n');
  }

  private static void line(
      StringBuilder text, String name, String label, String value, LongAdder count) {
    text.append(NAME).append(name).append('{').append(label).append("=\"").append(value);
    text.append("\"} ").append(count.sum()).append('\n');
  }
}
