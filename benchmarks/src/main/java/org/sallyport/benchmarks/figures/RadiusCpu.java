package org.sallyport.benchmarks.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sallyport.benchmarks.load.RadiusLoad;
import org.sallyport.benchmarks.load.RadiusMembers;
import org.sallyport.benchmarks.peers.FreePort;
import org.sallyport.benchmarks.peers.RadiusProxy;
import org.sallyport.benchmarks.peers.Running;

/**
 * Processor time for each RADIUS packet at a fixed rate of logins, beside nginx's stream proxy.
 * Both proxies run at once and take turns.
 *
 * @param rounds how often each has its turn
 * @param warmUp under load before the first round
 * @param window how long is measured
 * @param rate logins a second; each is two packets
 */
public record RadiusCpu(int rounds, Duration warmUp, Duration window, int rate) {
  private static final Duration SETTLE = Duration.ofMillis(300);
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** One window of one proxy; processor time in microseconds for each packet. */
  private record Turn(double cpuMicros, RadiusLoad.Window seen) {}

  /** Measures both; the Markdown goes to the consumer. */
  public void measure(Path directory, String sallyport, Consumer<String> out) throws IOException {
    var processes = new EnumMap<RadiusProxy, Running>(RadiusProxy.class);
    var loads = new EnumMap<RadiusProxy, RadiusLoad>(RadiusProxy.class);
    var turns = new EnumMap<RadiusProxy, List<Turn>>(RadiusProxy.class);
    try (var members = RadiusMembers.start(RadiusProxy.SECRET)) {
      for (var proxy : RadiusProxy.values()) {
        int port = FreePort.next();
        var own = directory.resolve("radius-" + proxy);
        processes.put(proxy, proxy.start(own, port, members.ports(), sallyport));
        loads.put(proxy, new RadiusLoad(port));
        turns.put(proxy, new ArrayList<>());
      }
      for (var proxy : RadiusProxy.values()) {
        awaitAnswers(of(loads, proxy), of(processes, proxy));
        of(loads, proxy).run(rate, warmUp.toNanos());
      }
      for (int round = 0; round < rounds; round++) {
        var order = List.of(RadiusProxy.values());
        for (var proxy : round % 2 == 0 ? order : order.reversed()) {
          of(turns, proxy).add(turn(of(loads, proxy), of(processes, proxy)));
        }
      }
      out.accept(markdown(turns));
    } finally {
      processes.values().forEach(Running::close);
      for (var load : loads.values()) {
        load.close();
      }
    }
  }

  private static <T> T of(Map<RadiusProxy, T> each, RadiusProxy proxy) {
    var one = each.get(proxy);
    if (one == null) {
      throw new IllegalStateException("not started: " + proxy);
    }
    return one;
  }

  private static void awaitAnswers(RadiusLoad load, Running process) throws IOException {
    long end = System.nanoTime() + START_NANOS;
    while (load.run(100, TimeUnit.MILLISECONDS.toNanos(100)).answered() == 0) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("no answer: " + process.output());
      }
    }
  }

  private Turn turn(RadiusLoad load, Running process) throws IOException {
    load.run(rate, SETTLE.toNanos());
    long before = process.cpuNanos();
    var seen = load.run(rate, window.toNanos());
    double used = process.cpuNanos() - before;
    return new Turn(used / 1e3 / Math.max(1, seen.sent() + seen.answered()), seen);
  }

  private String markdown(Map<RadiusProxy, List<Turn>> turns) {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """

            ### RADIUS over UDP: %d logins/s

            | proxy | CPU µs/packet (quartiles) | ratio to nginx (quartiles) | p50 µs | p99 µs | lost |
            |---|---|---|---|---|---|
            """,
            rate));
    var base = of(turns, RadiusProxy.NGINX);
    for (var proxy : RadiusProxy.values()) {
      var own = of(turns, proxy);
      var ratios = new double[rounds];
      Arrays.setAll(ratios, i -> own.get(i).cpuMicros() / base.get(i).cpuMicros());
      var cpu = own.stream().mapToDouble(Turn::cpuMicros).sorted().toArray();
      Arrays.sort(ratios);
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f (%.2f–%.2f) | %.2f (%.2f–%.2f) | %.0f | %.0f | %d |%n",
              proxy.name().toLowerCase(Locale.ROOT),
              part(cpu, 2),
              part(cpu, 1),
              part(cpu, 3),
              part(ratios, 2),
              part(ratios, 1),
              part(ratios, 3),
              part(own.stream().mapToDouble(t -> t.seen().p50()).sorted().toArray(), 2),
              part(own.stream().mapToDouble(t -> t.seen().p99()).sorted().toArray(), 2),
              own.stream().mapToLong(t -> t.seen().sent() - t.seen().answered()).sum()));
    }
    return text.toString();
  }

  private static double part(double[] sorted, int quarter) {
    return sorted[(sorted.length - 1) * quarter / 4];
  }
}
