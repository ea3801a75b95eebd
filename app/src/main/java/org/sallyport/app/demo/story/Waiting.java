package org.sallyport.app.demo.story;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits of the demo, all of which end when it is told to stop. */
public final class Waiting {
  private static final int POLL_MILLIS = 5;

  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Lets time pass. Returns whether the demo goes on. */
  public boolean pass(Duration time) throws InterruptedException {
    return !stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How long it took until something is so; empty where it was not within the limit. */
  public Optional<Duration> until(Duration limit, BooleanSupplier condition)
      throws InterruptedException {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > limit.toNanos() || !pass(Duration.ofMillis(POLL_MILLIS))) {
        return Optional.empty();
      }
    }
    return Optional.of(Duration.ofNanos(System.nanoTime() - began));
  }

  /** Ends all waits, now and later. */
  public void stop() {
    stopped.countDown();
  }
}
