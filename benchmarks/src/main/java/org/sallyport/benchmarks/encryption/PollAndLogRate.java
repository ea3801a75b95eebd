package org.sallyport.benchmarks.encryption;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.log.ClientLogs;
import org.sallyport.encryption.log.LogBatch;
import org.sallyport.encryption.log.LogLevel;
import org.sallyport.encryption.log.LogLine;
import org.sallyport.encryption.policy.PolicyDocuments;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Polls policies and sends batches of lines as fast as it can, and prints the rate of each round.
 */
@Command(
    name = "poll-and-log-rate",
    description = "Measures policy polls and durable log batches in a second.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PollAndLogRate implements Callable<Integer> {
  @Option(names = "--folder", description = "Where the store is made and left.", required = true)
  private Path folder = Path.of("");

  @Option(names = "--people", description = "People, each with one client.")
  private int people = 100_000;

  @Option(names = "--in-flight", description = "Requests at a time.")
  private int inFlight = 256;

  @Option(names = "--lines", description = "Lines of a batch, 1 to 500.")
  private int lines = 20;

  @Option(names = "--seconds", description = "Length of a round.")
  private int seconds = 5;

  @Option(names = "--rounds", description = "Rounds of each kind; the first ones warm up.")
  private int rounds = 4;

  private final AtomicLong batches = new AtomicLong();

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PollAndLogRate()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    var settings = StoreSettings.file(Files.createTempDirectory(folder, "rate").resolve("rate.db"));
    try (var store = Store.open(settings, Optional.empty(), Domain.SCHEMA);
        var organisation = Organisation.open(store, InstantSource.system())) {
      var ids = organisation.people(people);
      var logs = new ClientLogs(store, InstantSource.system());
      System.out.println("| what | round | a second | CPU µs each |\n|---|---|---|---|");
      for (int round = 1; round <= rounds; round++) {
        System.out.println(round("poll", round, () -> poll(organisation.documents(), ids)));
      }
      for (int round = 1; round <= rounds; round++) {
        System.out.println(round("batch", round, () -> send(logs, ids)));
      }
    }
    return 0;
  }

  private static void poll(PolicyDocuments documents, List<String> ids) {
    var id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
    if (documents.of(id).isEmpty()) {
      throw new IllegalStateException("somebody has no policy");
    }
  }

  private void send(ClientLogs logs, List<String> ids) {
    var id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
    var all = new ArrayList<LogLine>(lines);
    for (int i = 0; i < lines; i++) {
      all.add(
          new LogLine(
              Instant.now(),
              LogLevel.INFO,
              "file-encrypted",
              Optional.of("encrypted a file of 1048576 octets to three certificates"),
              Map.of("recipients", "3")));
    }
    var batch = new LogBatch("b_%016d".formatted(batches.incrementAndGet()), all);
    logs.accept("c_" + id, id, batch);
  }

  private String round(String what, int number, Runnable request) {
    var done = new LongAdder();
    long cpu = cpu();
    long start = System.nanoTime();
    long end = start + Duration.ofSeconds(seconds).toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < inFlight; i++) {
        threads.execute(
            () -> {
              while (System.nanoTime() < end) {
                request.run();
                done.increment();
              }
            });
      }
    }
    double took = (System.nanoTime() - start) / 1e9;
    return "| %s | %d | %.0f | %.1f |"
        .formatted(what, number, done.sum() / took, (cpu() - cpu) / 1e3 / Math.max(1, done.sum()));
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
