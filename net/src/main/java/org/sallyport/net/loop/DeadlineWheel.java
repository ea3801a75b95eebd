package org.sallyport.net.loop;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hashed timing wheel (Varghese and Lauck 1987, scheme 6) with lazy moves: a deadline that is
 * pushed later stays in its slot and is put into the right one only when that slot comes round.
 *
 * <p>Used on the thread of its loop only. Setting and clearing take constant time and allocate
 * nothing; a deadline expires at most one tick late.
 */
@SuppressWarnings("ReferenceEquality") // a slot ends where its own head stands
public final class DeadlineWheel {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWheel.class);

  /** The length of a tick in milliseconds. */
  public static final int TICK_MILLIS = 50;

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

  private static final int LONG_MILLIS = 30_000;

  private static final int SLOTS = 2048;

  private final Deadline[] slots = new Deadline[SLOTS];
  private final Deadline turning = new Head();
  private final LongSupplier clock;
  private final long origin;

  /** The tick that the wheel has been turned to; behind the clock where the loop was held up. */
  private long now;

  /**
   * An empty wheel that stands at tick 0.
   *
   * @param clock in nanoseconds from any origin, never going back, as {@link System#nanoTime}
   */
  public DeadlineWheel(LongSupplier clock) {
    this.clock = clock;
    this.origin = clock.getAsLong();
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Head();
    }
  }

  /** Arms {@code deadline}, or moves it, to {@code millis} milliseconds from now. */
  public void set(Deadline deadline, long millis) {
    // After a pause of the machine the wheel is late, and what begins before it catches up must not
    // pay for that. Long deadlines, which every read moves, can: the clock costs more than they do.
    long from = millis < LONG_MILLIS ? present() : now;
    long due = from + 1 + Math.max(millis, 0) / TICK_MILLIS;
    deadline.due = due;
    if (due < deadline.slotTick) {
      unlink(deadline);
      link(deadline, due);
    }
  }

  /** Disarms {@code deadline}; it may be set again. */
  public void clear(Deadline deadline) {
    deadline.due = Deadline.NEVER;
  }

  /** Disarms {@code deadline} and takes it out of the wheel, so that it can be collected. */
  public void remove(Deadline deadline) {
    deadline.due = Deadline.NEVER;
    unlink(deadline);
  }

  /** The present tick. */
  public long tick() {
    return now;
  }

  private long present() {
    return Math.max(now, (clock.getAsLong() - origin) / TICK_NANOS);
  }

  /** Moves the wheel to the present and calls every deadline that is due. */
  void advance() {
    advanceTo(present());
  }

  /** Moves the wheel to {@code tick} and calls every deadline that is due. */
  public void advanceTo(long tick) {
    while (now < tick) {
      now++;
      turn(slots[(int) (now & (SLOTS - 1))]);
    }
  }

  private void turn(Deadline slot) {
    // What expires may set, clear or remove any other deadline, so the slot is emptied first.
    splice(slot, turning);
    for (var first = turning.next; first != null && first != turning; first = turning.next) {
      unlink(first);
      settle(first);
    }
  }

  private void settle(Deadline deadline) {
    if (deadline.due <= now) {
      deadline.due = Deadline.NEVER;
      expire(deadline);
    } else if (deadline.due != Deadline.NEVER) {
      link(deadline, deadline.due);
    }
  }

  private static void expire(Deadline deadline) {
    try {
      deadline.expired();
    } catch (RuntimeException e) {
      // A fault in one connection must not end the deadlines of all.
      LOG.atError().setCause(e).addKeyValue("event", "deadline-failed").log("a deadline failed");
    }
  }

  private static void splice(Deadline from, Deadline to) {
    var first = from.next;
    var last = from.previous;
    if (first == null || last == null || first == from) {
      return;
    }
    first.previous = to;
    last.next = to;
    to.next = first;
    to.previous = last;
    from.next = from;
    from.previous = from;
  }

  private void link(Deadline deadline, long due) {
    // A far deadline waits in its slot for as many rounds as it takes.
    var head = slots[(int) (due & (SLOTS - 1))];
    var last = head.previous;
    deadline.slotTick = due;
    deadline.previous = last;
    deadline.next = head;
    if (last != null) {
      last.next = deadline;
    }
    head.previous = deadline;
  }

  private static void unlink(Deadline deadline) {
    deadline.slotTick = Deadline.NEVER;
    var previous = deadline.previous;
    var next = deadline.next;
    if (previous != null) {
      previous.next = next;
    }
    if (next != null) {
      next.previous = previous;
    }
    deadline.previous = null;
    deadline.next = null;
  }

  /** The fixed node of a slot. */
  private static final class Head extends Deadline {
    Head() {
      previous = this;
      next = this;
    }

    @Override
    protected void expired() {
      throw new IllegalStateException("the head of a slot is never due");
    }
  }
}
