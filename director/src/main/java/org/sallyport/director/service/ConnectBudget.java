package org.sallyport.director.service;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The connect time of one search for a member, spent by tries to reach one. The first try may take
 * half of it, so that the next one has the rest. Waiting for anything else costs nothing. Times are
 * those of {@link System#nanoTime}; one thread.
 */
public final class ConnectBudget {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final long total;
  private long left;
  private long began;
  private long allotted;

  /** A budget of {@code connectTime}, all of it there. */
  public ConnectBudget(Duration connectTime) {
    total = connectTime.toNanos();
    left = total;
  }

  /** A search begins, or begins anew because a member was lost that had been reached. */
  public void restart() {
    left = total;
  }

  /** A try begins; returns how long it may take, in milliseconds, at least 1. */
  public long begin(long now) {
    began = now;
    allotted = left == total ? total / 2 : left;
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(allotted));
  }

  /** The try has failed. */
  public void end(long now) {
    left -= Math.max(1, now - began);
  }

  /** Whether no time is left for another try. */
  public boolean spent() {
    return left < MILLI;
  }

  /**
   * Whether a member that was silent for all of the present try's time is to blame. It is not where
   * others had used up nearly all of the budget before: less than a quarter of it is too little.
   */
  public boolean blames() {
    return allotted >= total / 4;
  }
}
