package org.sallyport.director.health;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One check of one member, run again and again on a virtual thread: at once, after a random part of
 * the interval so that checks of many members spread, then after each interval give or take a
 * tenth.
 */
final class CheckLoop {
  private static final Logger LOG = LoggerFactory.getLogger(CheckLoop.class);
  private static final long LEAST_GAP = TimeUnit.MILLISECONDS.toNanos(100);

  private final Runnable check;
  private final long every;
  private final Semaphore alarm = new Semaphore(0);
  private final AtomicBoolean alarmed = new AtomicBoolean();
  private final Thread thread;

  /** A loop that runs {@code check} about every {@code every}, whatever it throws. */
  CheckLoop(String name, Duration every, Runnable check) {
    this.check = check;
    this.every = every.toNanos();
    thread = Thread.ofVirtual().name("health " + name).unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /**
   * Runs the check now rather than after the interval; when it ran just now, after a short gap. Any
   * thread; takes no lock.
   */
  void wake() {
    if (!alarmed.get() && alarmed.compareAndSet(false, true)) {
      alarm.release();
    }
  }

  /** Ends the loop, a check that is under way included. Does not wait for it. */
  void stop() {
    thread.interrupt();
  }

  private void loop() {
    try {
      runOnce();
      pause(Math.round(every * ThreadLocalRandom.current().nextDouble(0.1, 1)));
      while (!Thread.currentThread().isInterrupted()) {
        runOnce();
        pause(Math.round(every * ThreadLocalRandom.current().nextDouble(0.9, 1.1)));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A fault of ours in one run must not leave the member unwatched for good. */
  private void runOnce() {
    try {
      check.run();
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("event", "health-check-broken")
          .addKeyValue("thread", thread.getName())
          .log("a health check broke and goes on");
    }
  }

  private void pause(long nanos) throws InterruptedException {
    long gap = Math.min(LEAST_GAP, nanos);
    TimeUnit.NANOSECONDS.sleep(gap);
    if (alarm.tryAcquire(nanos - gap, TimeUnit.NANOSECONDS)) {
      alarmed.set(false);
    }
  }
}
