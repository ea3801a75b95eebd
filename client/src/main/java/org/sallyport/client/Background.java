package org.sallyport.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.sallyport.client.key.Passphrases;
import org.sallyport.client.log.LogLine.Level;
import org.sallyport.client.log.LogQueue;
import org.sallyport.client.policy.Policies;

/**
 * Goes around as long as it is not stopped: at the policy's interval, a little earlier or later so
 * that clients do not come all at once; sooner when a server is missing; and meanwhile brings log
 * lines that were added by other commands. Runs on the thread that calls {@link #run}.
 */
public final class Background {
  /** Lines of the log wait no longer than this for an upload. */
  private static final Duration LOG_PAUSE = Duration.ofSeconds(30);

  /** Without a server this is the pause, or the policy's interval where that is shorter. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private static final double JITTER = 0.1;

  private final Client client;
  private final String version;
  private final RandomGenerator random;
  private final Passphrases passphrases;
  private final Consumer<Sync> told;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * For a client.
   *
   * @param version of the program, for the server
   * @param passphrases for keys that the server does not make and renew; asked in every round
   * @param told of every round
   */
  public Background(
      Client client,
      String version,
      RandomGenerator random,
      Passphrases passphrases,
      Consumer<Sync> told) {
    this.passphrases = passphrases;
    this.client = client;
    this.version = version;
    this.random = random;
    this.told = told;
  }

  /** Ends {@link #run}; from any thread. */
  public void stop() {
    stopped.countDown();
  }

  /**
   * Goes around until it is stopped.
   *
   * @return why it makes no sense to go on; empty when it was stopped
   * @throws IOException when the state cannot be read or written
   */
  public Optional<String> run() throws IOException, InterruptedException {
    client.note(Level.info, "started", Map.of("version", version));
    while (stopped.getCount() > 0) {
      var sync = Sync.run(client, version, passphrases);
      told.accept(sync);
      if (sync.policy() instanceof Policies.Outcome.Refused(var problem, var sentence)
          && (problem.equals("revoked") || problem.equals("unknown-client"))) {
        return Optional.of(sentence);
      }
      pause(varied(interval(sync)));
    }
    client.note(Level.info, "stopped", Map.of());
    return Optional.empty();
  }

  private Duration interval(Sync sync) throws IOException {
    var usual =
        client.policies().held().map(held -> held.policy().client().updateInterval()).orElse(RETRY);
    boolean fine =
        sync.policy() instanceof Policies.Outcome.Changed
            || sync.policy() instanceof Policies.Outcome.Unchanged;
    return fine || usual.compareTo(RETRY) < 0 ? usual : RETRY;
  }

  private Duration varied(Duration interval) {
    double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Duration.ofMillis(Math.max(100, (long) (interval.toMillis() * factor)));
  }

  private void pause(Duration whole) throws IOException, InterruptedException {
    long end = System.nanoTime() + whole.toNanos();
    for (long left = whole.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (stopped.await(Math.min(left, LOG_PAUSE.toNanos()), TimeUnit.NANOSECONDS)) {
        return;
      }
      if (end - System.nanoTime() > 0 && client.log().waiting() > 0) {
        bring();
      }
    }
  }

  private void bring() throws IOException, InterruptedException {
    switch (client.log().upload(client.calls())) {
      case LogQueue.Outcome.Done _, LogQueue.Outcome.Waits _ -> {
        // What waits is asked about again after the next pause.
      }
    }
  }
}
