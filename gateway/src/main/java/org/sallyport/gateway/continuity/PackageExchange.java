package org.sallyport.gateway.continuity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.sallyport.config.Durations;
import org.sallyport.gateway.factor.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches packages while the authority answers, and reports the codes that were accepted while it
 * did not. Reports go first, so that new packages know of them. A virtual thread of its own.
 */
final class PackageExchange implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PackageExchange.class);
  private static final int PAGE = 100;
  private static final int USES = 200;
  private static final int LONGEST = 64 << 20;
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final ContinuitySettings.Packages settings;
  private final LocalPackages packages;
  private final Posting posting;
  private final BooleanSupplier reached;
  private final InstantSource clock;
  private final Thread working;
  private volatile Optional<Instant> fetched = Optional.empty();

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

  /** When packages were fetched last. */
  Optional<Instant> fetched() {
    return fetched;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean due = turn();
        Thread.sleep(due ? shorter(settings.every(), AGAIN) : shorter(AGAIN, settings.every()));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is due; true when nothing has to be tried again soon. */
  private boolean turn() {
    try {
      return reached.getAsBoolean() && report() && (!fetchDue() || fetch());
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

  /** Tells the authority of every use that it does not know; true when it knows all. */
  boolean report() {
    try {
      for (var uses = packages.used().unreported(USES);
          !uses.isEmpty();
          uses = packages.used().unreported(USES)) {
        var key = Optional.of(UUID.randomUUID().toString());
        var outcome = posting.post("/v1/continuity/uses", PackageAnswers.uses(uses), key, LONGEST);
        if (!(outcome instanceof Outcome.Answered(int status, byte[] _)) || status != 200) {
          LOG.atWarn().addKeyValue("cause", said(outcome)).log("continuity-uses-not-reported");
          return false;
        }
        packages.used().reported(uses, clock.instant());
        LOG.atInfo().addKeyValue("count", uses.size()).log("continuity-uses-reported");
      }
      return true;
    } catch (IOException e) {
      LOG.atError().addKeyValue("cause", e.getMessage()).log("continuity-state-not-written");
      return false;
    }
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
