package org.sallyport.benchmarks.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.sallyport.benchmarks.peers.Mode;

/** The samples of one mode and workload as Markdown; ratios are to the first peer. */
record CpuTable(Mode mode, Workload workload, List<Sample> samples) {
  private static final double TOO_BUSY = 0.9;
  private static final double TOO_SLOW = 0.99;
  private static final double TOO_DISTURBED = 0.05;

  String markdown() {
    var peers = samples.stream().map(Sample::peer).distinct().toList();
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """

            ### %s, %s: %d requests/s

            | peer | CPU µs/request (quartiles) | of it user | ratio to %s (quartiles) | p50 µs | p99 µs | p99.9 µs | failed | moved | load core busy |
            |---|---|---|---|---|---|---|---|---|---|
            """,
            mode.name().toLowerCase(Locale.ROOT),
            workload.title(),
            workload.rate(mode),
            peers.getFirst()));
    peers.forEach(peer -> text.append(row(peer, peers.getFirst())));
    text.append(warnings());
    return text.toString();
  }

  private String row(String peer, String reference) {
    var own = of(peer);
    var base = of(reference);
    var cpu = sorted(own, Sample::cpuMicros);
    var ratios = new double[own.size()];
    Arrays.setAll(ratios, i -> own.get(i).cpuMicros() / base.get(i).cpuMicros());
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT,
        "| %s | %.1f (%.1f–%.1f) | %.0f %% | %.2f (%.2f–%.2f) | %.0f | %.0f | %.0f | %d | %s | %.0f %% |%n",
        peer,
        median(cpu),
        quartile(cpu, 1),
        quartile(cpu, 3),
        100 * median(sorted(own, Sample::userShare)),
        median(ratios),
        quartile(ratios, 1),
        quartile(ratios, 3),
        median(sorted(own, s -> s.window().p50())),
        median(sorted(own, s -> s.window().p99())),
        median(sorted(own, s -> s.window().p999())),
        own.stream().mapToLong(s -> s.window().failed()).sum(),
        mode.readsHttp() ? own.stream().mapToLong(s -> s.window().moved()).sum() : "–",
        100 * median(sorted(own, Sample::loadCoreBusy)));
  }

  private String warnings() {
    var text = new StringBuilder();
    samples.stream().map(Sample::peer).distinct().forEach(peer -> text.append(warnings(peer)));
    var strangers = median(sorted(samples, Sample::strangers));
    if (strangers > TOO_DISTURBED) {
      text.append(
          String.format(
              Locale.ROOT,
              "%nIn the median window something else took %.0f %% of the proxy's processor.%n",
              100 * strangers));
    }
    return text.toString();
  }

  private String warnings(String peer) {
    var text = new StringBuilder();
    var rate = median(sorted(of(peer), sample -> sample.window().rate()));
    if (rate < TOO_SLOW * workload.rate(mode)) {
      text.append(String.format(Locale.ROOT, "%n%s kept up only %.0f requests/s.%n", peer, rate));
    }
    var busy = median(sorted(of(peer), Sample::loadCoreBusy));
    if (busy > TOO_BUSY) {
      text.append(
          String.format(
              Locale.ROOT,
              "%nGenerator and origin were %.0f %% busy with %s: latencies are theirs too.%n",
              100 * busy,
              peer));
    }
    return text.toString();
  }

  private List<Sample> of(String peer) {
    return samples.stream().filter(sample -> sample.peer().equals(peer)).toList();
  }

  private static double[] sorted(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return samples.stream().mapToDouble(value).sorted().toArray();
  }

  private static double quartile(double[] sorted, int quarter) {
    return sorted[Math.round((sorted.length - 1) * quarter / 4f)];
  }

  private static double median(double[] sorted) {
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
