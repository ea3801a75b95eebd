package org.sallyport.benchmarks.figures;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.sallyport.benchmarks.peers.Mode;
import org.sallyport.benchmarks.peers.Peer;
import org.sallyport.benchmarks.peers.Running;

/**
 * Resident memory with a thousand connections that all ask, and whether ten thousand connections
 * are held while they ask nothing and served afterwards.
 *
 * @param busy how long the connections ask before memory is read
 * @param still how long the idle ones stay silent
 */
public record Footprint(Duration busy, Duration still) {
  private static final int CONNECTIONS = 1_000;
  private static final int IDLE_CONNECTIONS = 10_000;
  private static final int RATE = 2_000;

  /** Measures all peers. */
  public void measure(Stage stage, List<Peer> peers, Consumer<String> out)
      throws IOException, InterruptedException {
    out.accept(
        """

        ### Memory with %d connections, 1 KiB, %d requests/s

        | peer | tcp MiB | http MiB | terminate MiB | failed |
        |---|---|---|---|---|
        """
            .formatted(CONNECTIONS, RATE));
    for (var peer : peers) {
      out.accept(memoryRow(stage, peer));
    }
    out.accept(
        """

        ### %d connections, idle for %d s (http)

        | peer | still open | MiB | failed when they asked again |
        |---|---|---|---|
        """
            .formatted(IDLE_CONNECTIONS, still.toSeconds()));
    for (var peer : peers) {
      out.accept(idleRow(stage, peer));
    }
  }

  private String memoryRow(Stage stage, Peer peer) throws IOException, InterruptedException {
    var row = new StringBuilder("| " + peer.name());
    var failed = 0L;
    for (var mode : List.of(Mode.TCP, Mode.HTTP, Mode.TERMINATE)) {
      try (var staged = stage.put(peer, mode, false, Running.PROXY_CORE);
          var run = stage.generator().start(staged.plan(Workload.SMALL, CONNECTIONS, RATE))) {
        Thread.sleep(busy);
        row.append(" | ").append(mebibytes(staged.process()));
        failed += run.cut().failed();
      }
    }
    return row.append(" | ").append(failed).append(" |\n").toString();
  }

  private String idleRow(Stage stage, Peer peer) throws IOException, InterruptedException {
    try (var staged = stage.put(peer, Mode.HTTP, false, Running.PROXY_CORE);
        var run = stage.generator().start(staged.plan(Workload.SMALL, IDLE_CONNECTIONS, RATE))) {
      // Each connection asks at least once, so that all of them are kept ones.
      Thread.sleep(Duration.ofSeconds(2L * IDLE_CONNECTIONS / RATE));
      run.pause();
      run.cut();
      Thread.sleep(still);
      var open = run.open();
      var memory = mebibytes(staged.process());
      run.resume();
      Thread.sleep(Duration.ofSeconds(1L + IDLE_CONNECTIONS / RATE));
      return "| %s | %d | %s | %d |%n".formatted(peer.name(), open, memory, run.cut().failed());
    }
  }

  private static String mebibytes(Running process) {
    return String.format(Locale.ROOT, "%.0f", process.residentKiB() / 1024.0);
  }
}
