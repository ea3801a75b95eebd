package org.sallyport.benchmarks;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.sallyport.benchmarks.figures.Allocation;
import org.sallyport.benchmarks.figures.CpuAndLatency;
import org.sallyport.benchmarks.figures.Failover;
import org.sallyport.benchmarks.figures.Footprint;
import org.sallyport.benchmarks.figures.RadiusCpu;
import org.sallyport.benchmarks.figures.Stage;
import org.sallyport.benchmarks.figures.StartUp;
import org.sallyport.benchmarks.figures.Workload;
import org.sallyport.benchmarks.peers.Haproxy;
import org.sallyport.benchmarks.peers.Mode;
import org.sallyport.benchmarks.peers.Nginx;
import org.sallyport.benchmarks.peers.Peer;
import org.sallyport.benchmarks.peers.Sallyport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the director beside its peers and writes the figures as Markdown. */
@Command(
    name = "side-by-side",
    description = "Measures the director beside HAProxy and nginx, on the same core in one run.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SideBySide implements Callable<Integer> {
  private enum Figure {
    CPU,
    MEMORY,
    ALLOCATION,
    START,
    FAILOVER,
    RADIUS
  }

  @Option(
      names = "--figures",
      split = ",",
      description =
          "cpu (and latency), memory, allocation, start, failover, radius; absent: all, or cpu when"
              + " quick.")
  private List<Figure> figures = List.of();

  @Option(
      names = "--mode",
      split = ",",
      description = "For cpu: tcp, http, passthrough, terminate; absent: all four.")
  private List<Mode> modes = List.of(Mode.values());

  @Option(
      names = "--peers",
      split = ",",
      description =
          "haproxy, haproxy-splice, nginx, sallyport; the first is what ratios refer to, and one"
              + " named twice shows the noise. Default: ${DEFAULT-VALUE}.",
      defaultValue = "haproxy,nginx,sallyport")
  private List<String> peers = List.of();

  @Option(
      names = "--workload",
      split = ",",
      description =
          "For cpu: small (1 KiB), large (64 KiB), connect (a connection each); absent: all.")
  private List<String> workloads = List.of("small", "large", "connect");

  @Option(
      names = "--sallyport",
      paramLabel = "COMMAND",
      description = "Runs the director; {config} stands for its file. Default: ${DEFAULT-VALUE}.",
      defaultValue = "./sallyport run {config}")
  private String sallyport = "";

  @Option(
      names = "--radius-rate",
      description = "For radius: logins a second. Default: ${DEFAULT-VALUE}.",
      defaultValue = "8000")
  private int radiusRate;

  @Option(names = "--quick", description = "Short windows: a look, not a figure to publish.")
  private boolean quick;

  @Option(
      names = "--out",
      description = "Where the Markdown goes, beside the terminal. Default: ${DEFAULT-VALUE}.",
      defaultValue = "benchmarks/results/latest.md")
  private Path out = Path.of("latest.md");

  private SideBySide() {}

  /** Parses the command line, measures and exits. */
  public static void main(String[] arguments) {
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    var command = new CommandLine(new SideBySide()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var directory = Files.createTempDirectory("side-by-side");
    Files.createDirectories(out.toAbsolutePath().getParent());
    try (var stage = new Stage(directory);
        var file = new PrintStream(Files.newOutputStream(out), true, StandardCharsets.UTF_8)) {
      Consumer<String> tell =
          markdown -> {
            System.out.print(markdown);
            file.print(markdown);
          };
      tell.accept(Machine.markdown());
      for (var figure : chosenFigures()) {
        measure(figure, directory, stage, tell);
      }
    }
    delete(directory);
    return 0;
  }

  private void measure(Figure figure, Path directory, Stage stage, Consumer<String> out)
      throws IOException, InterruptedException {
    switch (figure) {
      case CPU -> {
        for (var mode : modes) {
          cpu().measure(stage, mode, chosenPeers(), chosenWorkloads(), out);
        }
      }
      case MEMORY ->
          new Footprint(seconds(10, 5), seconds(30, 5)).measure(stage, chosenPeers(), out);
      case ALLOCATION -> {
        for (var peer : chosenPeers()) {
          if (peer instanceof Sallyport) {
            new Allocation(seconds(15, 5), seconds(10, 3)).measure(stage, peer, out);
          }
        }
      }
      case START -> new StartUp(quick ? 3 : 9).measure(stage, chosenPeers(), out);
      case FAILOVER -> new Failover(seconds(5, 3)).measure(stage, chosenPeers(), out);
      case RADIUS ->
          new RadiusCpu(quick ? 4 : 15, seconds(30, 8), seconds(2, 1), radiusRate)
              .measure(directory, sallyport, out);
    }
  }

  private CpuAndLatency cpu() {
    return new CpuAndLatency(quick ? 8 : 15, seconds(12, 7), Duration.ofMillis(500), seconds(2, 1));
  }

  private Duration seconds(int thorough, int hasty) {
    return Duration.ofSeconds(quick ? hasty : thorough);
  }

  private List<Figure> chosenFigures() {
    if (!figures.isEmpty()) {
      return figures;
    }
    return quick ? List.of(Figure.CPU) : List.of(Figure.values());
  }

  private List<Peer> chosenPeers() {
    var seen = new TreeMap<String, Integer>();
    var chosen = new ArrayList<Peer>();
    for (var name : peers) {
      var times = seen.merge(name, 1, Integer::sum);
      chosen.add(peer(name, times == 1 ? name : name + "-" + times));
    }
    return chosen;
  }

  private Peer peer(String kind, String name) {
    return switch (kind) {
      case "haproxy" -> new Haproxy(name, false);
      case "haproxy-splice" -> new Haproxy(name, true);
      case "nginx" -> new Nginx(name);
      case "sallyport" -> new Sallyport(name, sallyport);
      default -> throw new IllegalArgumentException("no peer is called " + kind);
    };
  }

  private List<Workload> chosenWorkloads() {
    var known =
        Map.of("small", Workload.SMALL, "large", Workload.LARGE, "connect", Workload.CONNECT);
    return workloads.stream()
        .map(
            name -> {
              var workload = known.get(name);
              if (workload == null) {
                throw new IllegalArgumentException("no workload is called " + name);
              }
              return workload;
            })
        .toList();
  }

  private static void delete(Path directory) throws IOException {
    try (var paths = Files.walk(directory)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
