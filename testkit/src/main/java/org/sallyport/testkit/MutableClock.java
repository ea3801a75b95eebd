package org.sallyport.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved. Safe for use by several threads. */
public final class MutableClock extends Clock {
  private final Hand hand;
  private final ZoneId zone;

  /** What clocks of different zones share. */
  private static final class Hand {
    private Instant now;

    private Hand(Instant start) {
      now = start;
    }

    private synchronized Instant read() {
      return now;
    }

    private synchronized void move(Duration step) {
      now = now.plus(step);
    }

    private synchronized void set(Instant instant) {
      now = instant;
    }
  }

  /** A clock in UTC that stands at {@code start}. */
  public MutableClock(Instant start) {
    this(new Hand(start), ZoneOffset.UTC);
  }

  private MutableClock(Hand hand, ZoneId zone) {
    this.hand = hand;
    this.zone = zone;
  }

  /** A clock that stands at the present time of {@code source}. */
  public static MutableClock at(InstantSource source) {
    return new MutableClock(source.instant());
  }

  /** Sets the time, forwards or backwards. */
  public void set(Instant instant) {
    hand.set(instant);
  }

  /** Moves the time by {@code step}, which may be negative. */
  public void advance(Duration step) {
    hand.move(step);
  }

  @Override
  public Instant instant() {
    return hand.read();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new MutableClock(hand, other);
  }
}
