package org.sallyport.encryption.client;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often clients have asked this node in each of the last minutes, since it started. Any thread;
 * a few beats at the turn of a minute may be lost.
 */
public final class Pulse {
  /** How many minutes are kept. */
  public static final int MINUTES = 60;

  private final InstantSource clock;
  private final AtomicReferenceArray<Minute> minutes = new AtomicReferenceArray<>(MINUTES);

  /** A minute since the epoch, with what was counted in it. */
  private record Minute(long number, LongAdder beats) {}

  /** One that has counted nothing. */
  public Pulse(InstantSource clock) {
    this.clock = clock;
  }

  /** A client has asked. */
  void beat() {
    long now = minute(clock.instant());
    int place = (int) (now % MINUTES);
    var kept = minutes.get(place);
    if (kept == null || kept.number() != now) {
      minutes.compareAndSet(place, kept, new Minute(now, new LongAdder()));
      kept = minutes.get(place);
    }
    kept.beats().increment();
  }

  /** How many in each of the last minutes, the oldest first. */
  public double[] lastHour() {
    long now = minute(clock.instant());
    var counts = new double[MINUTES];
    for (int i = 0; i < MINUTES; i++) {
      var kept = minutes.get(i);
      if (kept != null && now - kept.number() < MINUTES) {
        counts[MINUTES - 1 - (int) (now - kept.number())] = kept.beats().sum();
      }
    }
    return counts;
  }

  private static long minute(Instant at) {
    return at.getEpochSecond() / 60;
  }
}
