package org.sallyport.benchmarks.figures;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sallyport.benchmarks.peers.Mode;
import org.sallyport.benchmarks.peers.Peer;
import org.sallyport.benchmarks.peers.Running;

/**
 * Processor time and latency at a fixed rate. All peers run at once, idle but for the one whose
 * turn it is, and take turns within each round: many short rounds, so that a change of the
 * machine's mood meets all of them.
 *
 * @param rounds how often each peer has its turn
 * @param warmUp before the first round, each workload: the least, and longer for what compiles as
 *     it runs
 * @param settle before each window, under the same load
 * @param window how long is measured
 */
public record CpuAndLatency(int rounds, Duration warmUp, Duration settle, Duration window) {

  /**
   * After so many requests the compiler has seen all of the path; it compiles in the background.
   */
  private static final int COMPILED_AFTER = 20_000;

  private static final Duration COMPILING = Duration.ofSeconds(4);

  /** Measures every workload in one mode; the Markdown goes to the consumer as it is made. */
  public void measure(
      Stage stage, Mode mode, List<Peer> peers, List<Workload> workloads, Consumer<String> out)
      throws IOException, InterruptedException {
    var staged = new ArrayList<Stage.Staged>();
    try {
      for (var peer : peers) {
        staged.add(stage.put(peer, mode, false, Running.PROXY_CORE));
      }
      for (var workload : workloads) {
        out.accept(new CpuTable(mode, workload, rounds(stage, staged, workload)).markdown());
      }
    } finally {
      staged.forEach(Stage.Staged::close);
    }
  }

  private List<Sample> rounds(Stage stage, List<Stage.Staged> staged, Workload workload)
      throws InterruptedException {
    for (var peer : staged) {
      sample(stage, peer, workload, warmUp(peer, workload), Duration.ZERO);
    }
    var samples = new ArrayList<Sample>();
    for (var round = 0; round < rounds; round++) {
      // Every other round goes backwards, so that nobody always comes after the same neighbour.
      for (var peer : round % 2 == 0 ? staged : staged.reversed()) {
        samples.add(sample(stage, peer, workload, settle, window));
      }
    }
    return samples;
  }

  private Duration warmUp(Stage.Staged staged, Workload workload) {
    if (!staged.peer().compilesAsItRuns()) {
      return warmUp;
    }
    var rate = workload.rate(staged.scene().mode());
    var longer = Duration.ofSeconds(COMPILED_AFTER / rate).plus(COMPILING);
    return longer.compareTo(warmUp) > 0 ? longer : warmUp;
  }

  private static Sample sample(
      Stage stage, Stage.Staged staged, Workload workload, Duration settle, Duration window)
      throws InterruptedException {
    var rate = workload.rate(staged.scene().mode());
    var plan = staged.plan(workload, Workload.CONNECTIONS, rate);
    try (var run = stage.generator().start(plan)) {
      Thread.sleep(settle);
      run.cut();
      var process = staged.process();
      var cpu = process.cpuNanos();
      var ticks = process.ticks();
      var core = Core.busyNanos(Running.PROXY_CORE);
      var load = loadNanos(stage);
      var begin = System.nanoTime();
      Thread.sleep(window);
      var seen = run.cut();
      var used = process.cpuNanos() - cpu;
      var ticksAfter = process.ticks();
      var strangers = Core.busyNanos(Running.PROXY_CORE) - core - used;
      var span = (double) (System.nanoTime() - begin);
      var total = Math.max(1, ticksAfter.total() - ticks.total());
      return new Sample(
          staged.peer().name(),
          used / 1e3 / Math.max(1, seen.completed()),
          (double) (ticksAfter.user() - ticks.user()) / total,
          (loadNanos(stage) - load) / span,
          Math.max(0, strangers / span),
          seen);
    }
  }

  private static long loadNanos(Stage stage) {
    var own = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return stage.originNanos() + own.getProcessCpuTime();
  }
}
