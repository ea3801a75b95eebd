package org.sallyport.encryption.mailgateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Next;
import org.sallyport.smtp.client.Dialled;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.SmtpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether next hops greet, as the last call found. A hop that nobody called for a while is called
 * by {@link #look}. Any thread.
 */
final class HopStates {
  /** How long an answer is believed. */
  static final Duration BELIEVED = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(HopStates.class);

  private final SmtpClient client;
  private final Map<Next, List<NextHop>> hops;
  private final Map<Next, Known> known = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /**
   * What was found.
   *
   * @param problem empty: it greets
   */
  private record Known(Instant at, String problem) {}

  HopStates(SmtpClient client, Map<Next, List<NextHop>> hops, InstantSource clock) {
    this.client = client;
    this.hops = new EnumMap<>(Next.class);
    this.hops.putAll(hops);
    this.clock = clock;
  }

  /** Calls the servers of a direction until one greets. Blocks. */
  Dialled call(Next next) {
    var dialled = client.call(hops.getOrDefault(next, List.of()));
    var problem =
        switch (dialled) {
          case Dialled.Ready _ -> "";
          case Dialled.Unreachable unreachable -> unreachable.reason();
        };
    var before = known.put(next, new Known(clock.instant(), problem));
    tellOfChange(next, before, problem);
    return dialled;
  }

  /** Each health check of a director asks the hop; a line for each would be one a second. */
  private static void tellOfChange(Next next, @Nullable Known before, String problem) {
    var was = before == null ? "" : before.problem;
    if (!problem.isEmpty() && !problem.equals(was)) {
      LOG.atWarn()
          .addKeyValue("next", word(next))
          .addKeyValue("cause", problem)
          .log("mail-next-hop-down");
    } else if (problem.isEmpty() && !was.isEmpty()) {
      LOG.atInfo().addKeyValue("next", word(next)).log("mail-next-hop-back");
    }
  }

  /** Calls those of which nothing is known, or nothing new. Blocks; never throws. */
  void look() {
    for (var next : hops.keySet()) {
      var last = known.get(next);
      if (last == null || last.at.plus(BELIEVED).isBefore(clock.instant())) {
        try {
          if (call(next) instanceof Dialled.Ready(var connection, _)) {
            connection.close();
          }
        } catch (RuntimeException e) { // what throws here would never look again
          LOG.atError().setCause(e).log("mail-next-hop-unknown");
        }
      }
    }
  }

  /** Those that do not greet, a phrase each, such as {@code outside: relay:25: refused}. */
  List<String> down() {
    var all = new ArrayList<String>();
    for (var next : hops.keySet()) {
      var last = known.get(next);
      if (last != null && !last.problem.isEmpty()) {
        all.add(word(next) + ": " + last.problem);
      }
    }
    return all;
  }

  /** Lines for the metrics. */
  String metrics() {
    var text = new StringBuilder();
    text.append("# HELP sallyport_mail_next_hop_up Whether the last call to a next hop greeted.\n");
    text.append("# TYPE sallyport_mail_next_hop_up gauge\n");
    for (var next : hops.keySet()) {
      var last = known.get(next);
      text.append("sallyport_mail_next_hop_up{next=\"").append(word(next)).append("\"} ");
      text.append(last != null && last.problem.isEmpty() ? 1 : 0).append('\n');
    }
    return text.toString();
  }

  private static String word(Next next) {
    return next.name().toLowerCase(Locale.ROOT);
  }
}
