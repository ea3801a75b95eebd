package org.sallyport.benchmarks.figures;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.sallyport.benchmarks.load.LoadWindow;
import org.sallyport.benchmarks.peers.Mode;
import org.sallyport.benchmarks.peers.Peer;
import org.sallyport.benchmarks.peers.Running;

/**
 * What clients feel when the member that has all the traffic is killed: one client that polls over
 * new connections, and 64 kept connections beside it.
 *
 * @param watch how long before and after the kill
 */
public record Failover(Duration watch) {
  private static final int POLLS = 100;
  private static final int RATE = 500;

  /** Measures all peers in the modes that read HTTP and relay bytes. */
  public void measure(Stage stage, List<Peer> peers, Consumer<String> out)
      throws IOException, InterruptedException {
    out.accept(
        """

        ### A member is killed (checks every 500 ms; %d polls/s, %d requests/s on kept connections)

        | mode | peer | gap of the polling client ms | its failed requests | gap on kept connections ms | failed requests there |
        |---|---|---|---|---|---|
        """
            .formatted(POLLS, RATE));
    for (var mode : List.of(Mode.HTTP, Mode.TCP)) {
      for (var peer : peers) {
        out.accept(row(stage, mode, peer));
      }
    }
  }

  private String row(Stage stage, Mode mode, Peer peer) throws IOException, InterruptedException {
    try (var staged = stage.put(peer, mode, true, Running.PROXY_CORE);
        var polling = stage.generator().start(staged.plan(Workload.CONNECT, 1, POLLS));
        var kept =
            stage.generator().start(staged.plan(Workload.SMALL, Workload.CONNECTIONS, RATE))) {
      Thread.sleep(watch);
      polling.cut();
      kept.cut();
      stage.first().kill();
      Thread.sleep(watch);
      return "| %s | %s%s%s |%n"
          .formatted(
              mode.name().toLowerCase(Locale.ROOT),
              peer.name(),
              cells(polling.cut()),
              cells(kept.cut()));
    } finally {
      stage.first().restart();
    }
  }

  private static String cells(LoadWindow window) {
    return String.format(Locale.ROOT, " | %.0f | %d", window.longestGap() / 1e3, window.failed());
  }
}
