package org.sallyport.gateway.continuity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.sallyport.config.Durations;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.gateway.factor.Answer.Unavailable;
import org.sallyport.gateway.factor.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches packages while the authority answers, and reports the codes that were accepted while it
 * did not. Reports go first, so that new packages know of them, and before the authority is asked
 * about a user whose codes it has not heard of: it would take them once more. A virtual thread of
 * its own; {@link #untold} is for those of logins.
 */
final class PackageExchange implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PackageExchange.class);
  private static final int PAGE = 100;
  private static final int USES = 200;
  private static final int LONGEST = 64 << 20;
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Unavailable BUSY =
      new Unavailable(Cause.UNREACHABLE, "codes that were used here are being reported");

  private final ContinuitySettings.Packages settings;
  private final LocalPackages packages;
  private final Posting posting;
  private final BooleanSupplier reached;
  private final InstantSource clock;
  private final Thread working;
  private final Semaphore poked = new Semaphore(0);
  private volatile Optional<Instant> fetched = Optional.empty();
  private CompletableFuture<Optional<Unavailable>> report =
      CompletableFuture.completedFuture(Optional.empty());

  /** Posts JSON to the authority. */
  @FunctionalInterface
  interface Posting {
    Outcome post(String path, byte[] json, Optional<String> key, int longest);
  }

  /**
   * An exchange.
   *
   * @param reached whether the authority answers
   */
  PackageExchange(
      ContinuitySettings.Packages settings,
      LocalPackages packages,
      Posting posting,
      BooleanSupplier reached,
      InstantSource clock) {
    this.settings = settings;
    this.packages = packages;
    this.posting = posting;
    this.reached = reached;
    this.clock = clock;
    working = Thread.ofVirtual().name("continuity-packages").unstarted(this::run);
  }

  void start() {
    working.start();
  }

  /** The authority answers again: what is due is done now. */
  void poke() {
    poked.release();
  }

  /**
   * Why the authority cannot be asked about the user: it has not heard of codes that were used
   * here, and cannot be told. Empty when it knows of all; it is told now where it does not. Blocks
   * for some seconds at most.
   */
  Optional<Unavailable> untold(String user) {
    var told = Optional.<Unavailable>empty();
    // A report that runs already may have begun before the user's last code.
    for (int round = 0; round < 2 && told.isEmpty() && packages.used().untold(user); round++) {
      told = joined();
    }
    return told.isEmpty() && packages.used().untold(user) ? Optional.of(BUSY) : told;
  }

  private Optional<Unavailable> joined() {
    try {
      return reporting().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(BUSY);
    } catch (TimeoutException | ExecutionException notYet) {
      return Optional.of(BUSY);
    }
  }

  /** The report that runs, or a new one: there is one at a time. */
  private synchronized CompletableFuture<Optional<Unavailable>> reporting() {
    if (report.isDone()) {
      report =
          CompletableFuture.supplyAsync(
              this::report, task -> Thread.ofVirtual().name("continuity-report").start(task));
    }
    return report;
  }

  /** When packages were fetched last. */
  Optional<Instant> fetched() {
    return fetched;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean due = turn();
        var pause = due ? shorter(settings.every(), AGAIN) : shorter(AGAIN, settings.every());
        if (poked.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          poked.drainPermits();
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is due; true when nothing has to be tried again soon. */
  private boolean turn() {
    try {
      return reached.getAsBoolean() && reporting().join().isEmpty() && (!fetchDue() || fetch());
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("continuity-packages-broke");
      return false;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean fetchDue() {
    return fetched.map(at -> !clock.instant().isBefore(at.plus(settings.every()))).orElse(true);
  }

  /** Tells the authority of every use that it does not know; empty when it knows all. */
  private Optional<Unavailable> report() {
    try {
      for (var uses = packages.used().unreported(USES);
          !uses.isEmpty();
          uses = packages.used().unreported(USES)) {
        var key = Optional.of(UUID.randomUUID().toString());
        var outcome = posting.post("/v1/continuity/uses", PackageAnswers.uses(uses), key, LONGEST);
        var refused = refused(outcome);
        if (refused.isPresent()) {
          LOG.atWarn().addKeyValue("cause", said(outcome)).log("continuity-uses-not-reported");
          return refused;
        }
        packages.used().reported(uses, clock.instant());
        LOG.atInfo().addKeyValue("count", uses.size()).log("continuity-uses-reported");
      }
      return Optional.empty();
    } catch (IOException e) {
      LOG.atError().addKeyValue("cause", e.getMessage()).log("continuity-state-not-written");
      return Optional.of(new Unavailable(Cause.FAULT, "used codes cannot be written"));
    }
  }

  private static Optional<Unavailable> refused(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed(var cause, var detail) -> Optional.of(new Unavailable(cause, detail));
      case Outcome.Answered(int status, byte[] _) when status == 200 -> Optional.empty();
      case Outcome.Answered(int status, byte[] _) ->
          Optional.of(new Unavailable(Cause.FAULT, "used codes are not taken, status " + status));
    };
  }

  /** Fetches all packages and puts them into use; true when that worked. */
  boolean fetch() {
    try {
      var first = page(Optional.empty());
      if (first.isEmpty()) {
        return false;
      }
      try (var writer = packages.write(first.get().until())) {
        var page = first.get();
        while (true) {
          for (var one : page.packages()) {
            writer.add(one);
          }
          if (page.next().isEmpty()) {
            break;
          }
          var next = page(page.next());
          if (next.isEmpty()) {
            return false;
          }
          page = next.get();
        }
        packages.replace(writer);
      }
      fetched = Optional.of(clock.instant());
      LOG.atInfo().addKeyValue("users", packages.size()).log("continuity-packages-fetched");
      return true;
    } catch (IOException | UncheckedIOException e) {
      LOG.atError().addKeyValue("cause", e.getMessage()).log("continuity-state-not-written");
      return false;
    }
  }

  private Optional<PackageAnswers.Page> page(Optional<String> after) {
    var request =
        PackageAnswers.request(
            packages.key().publicKey(), Durations.format(settings.horizon()), after, PAGE);
    var outcome = posting.post("/v1/continuity/packages", request, Optional.empty(), LONGEST);
    var page =
        outcome instanceof Outcome.Answered(int status, byte[] body)
            ? PackageAnswers.page(status, body)
            : Optional.<PackageAnswers.Page>empty();
    if (page.isEmpty()) {
      LOG.atWarn().addKeyValue("cause", said(outcome)).log("continuity-packages-not-fetched");
    }
    return page;
  }

  private static String said(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed(var cause, var detail) -> cause + ": " + detail;
      case Outcome.Answered(int status, byte[] _) -> "an answer that is none, status " + status;
    };
  }

  @Override
  public void close() {
    working.interrupt();
  }
}
