package org.sallyport.benchmarks.authority;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.authority.Domain;
import org.sallyport.authority.Policies;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.credential.CodePolicy;
import org.sallyport.authority.user.LockOut;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Judges right codes as fast as it can, and prints the rate of each round. */
@Command(
    name = "authentication-rate",
    description = "Measures how many codes the authority's domain judges in a second.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class AuthenticationRate implements Callable<Integer> {
  /** Six codes are made for each that is judged; a time-based credential has three. */
  private static final Policies POLICIES =
      new Policies(
          LockOut.USUAL, new CodePolicy(1, 2, 20), Duration.ofHours(1), Duration.ofDays(400));

  @Option(names = "--folder", description = "Where the store is made and left.", required = true)
  private Path folder = Path.of("");

  @Option(names = "--users", description = "Users, each with one HOTP credential.")
  private int users = 2000;

  @Option(names = "--in-flight", description = "Requests at a time.")
  private int inFlight = 256;

  @Option(names = "--batch", description = "Attempts in a request, 1 to 256.")
  private int batch = 1;

  @Option(names = "--seconds", description = "Length of a round.")
  private int seconds = 5;

  @Option(names = "--rounds", description = "Rounds; the first ones warm up.")
  private int rounds = 6;

  /** Runs it. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AuthenticationRate()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    var settings = StoreSettings.file(Files.createTempDirectory(folder, "rate").resolve("rate.db"));
    var ignition = Secret.ofText("a benchmark's ignition key of enough octets");
    try (var store = Store.open(settings, Optional.empty(), Domain.SCHEMA);
        var domain = Domain.open(store, ignition, POLICIES, InstantSource.system())) {
      var people = People.make(domain, users);
      System.out.println("| round | codes/s | CPU µs a code | refused |\n|---|---|---|---|");
      for (int round = 1; round <= rounds; round++) {
        System.out.println(round(round, domain, people));
      }
    }
    return 0;
  }

  private String round(int number, Domain domain, People people) {
    var accepted = new LongAdder();
    var refused = new LongAdder();
    long cpu = cpu();
    long start = System.nanoTime();
    long end = start + Duration.ofSeconds(seconds).toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < inFlight; i++) {
        threads.execute(() -> ask(domain, people, end, accepted, refused));
      }
    }
    double took = (System.nanoTime() - start) / 1e9;
    return "| %d | %.0f | %.1f | %d |"
        .formatted(
            number,
            accepted.sum() / took,
            (cpu() - cpu) / 1e3 / Math.max(1, accepted.sum()),
            refused.sum());
  }

  private void ask(Domain domain, People people, long end, LongAdder accepted, LongAdder refused) {
    while (System.nanoTime() < end) {
      for (var verdict : domain.authentications().check(People.CALLER, people.attempts(batch))) {
        (verdict instanceof Verdict.Accepted ? accepted : refused).increment();
      }
    }
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
