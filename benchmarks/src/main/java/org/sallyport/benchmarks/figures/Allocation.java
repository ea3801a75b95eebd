package org.sallyport.benchmarks.figures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.sallyport.benchmarks.peers.Mode;
import org.sallyport.benchmarks.peers.Peer;
import org.sallyport.benchmarks.peers.Running;

/**
 * Bytes that the director allocates on the Java heap for each request once it is warm, by the count
 * that the JVM keeps for each thread (jcmd Thread.print -e). Checks, timers and the look itself are
 * in it.
 *
 * @param warmUp before the first look
 * @param window between two looks
 */
public record Allocation(Duration warmUp, Duration window) {
  private static final Pattern ALLOCATED = Pattern.compile(" allocated=([0-9]+)([BKMG])");

  /** Measures one peer, which must run on a JVM, in every mode. */
  public void measure(Stage stage, Peer peer, Consumer<String> out)
      throws IOException, InterruptedException {
    out.accept(
        """

        ### Allocation of %s

        | mode | workload | bytes/request |
        |---|---|---|
        """
            .formatted(peer.name()));
    for (var mode : Mode.values()) {
      try (var staged = stage.put(peer, mode, false, Running.PROXY_CORE)) {
        for (var workload : Workload.ALL) {
          out.accept(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %.0f |%n",
                  mode.name().toLowerCase(Locale.ROOT),
                  workload.title(),
                  bytes(stage, staged, workload)));
        }
      }
    }
  }

  private double bytes(Stage stage, Stage.Staged staged, Workload workload)
      throws IOException, InterruptedException {
    var plan = staged.plan(workload, Workload.CONNECTIONS, workload.rate(staged.scene().mode()));
    try (var run = stage.generator().start(plan)) {
      Thread.sleep(warmUp);
      var before = allocated(staged.process().pid());
      run.cut();
      Thread.sleep(window);
      var seen = run.cut();
      return (double) (allocated(staged.process().pid()) - before) / seen.completed();
    }
  }

  private static long allocated(long pid) throws IOException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(jcmd, Long.toString(pid), "Thread.print", "-e")
            .redirectErrorStream(true)
            .start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var sizes = ALLOCATED.matcher(text);
    var sum = 0L;
    while (sizes.find()) {
      sum += Long.parseLong(sizes.group(1)) << (10 * "BKMG".indexOf(sizes.group(2)));
    }
    if (sum == 0) {
      throw new IllegalStateException("jcmd told no allocation of process " + pid + ": " + text);
    }
    return sum;
  }
}
