package org.sallyport.encryption.mailqueue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits on this node for one next hop, and how many connections work on it. A next hop that is
 * not there rests, longer each time, and is then asked by one connection alone. Any thread.
 */
final class Lane {
  /** Deliveries in memory; the store has the rest. */
  static final int MOST = 64;

  /** With so few left, more are fetched while connections still have work. */
  private static final int SHORT = MOST / 4;

  /** For how long it is known how often a next hop was away that nobody asks for any more. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final String name;
  private final int connections;
  private final Backoff backoff;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Deque<Leased> backlog = new ArrayDeque<>();
  private int running;
  private int idle;
  private int failures;
  private Instant rest = Instant.EPOCH;
  private boolean becameShort;
  private boolean closed;

  Lane(String name, int connections, Backoff backoff) {
    this.name = name;
    this.connections = connections;
    this.backoff = backoff;
  }

  String name() {
    return name;
  }

  /** How many deliveries are welcome. */
  int room(Instant now) {
    lock.lock();
    try {
      if (closed || rest.isAfter(now)) {
        return 0;
      }
      return failures > 0 ? Math.max(0, 1 - running - backlog.size()) : MOST - backlog.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds one.
   *
   * @return whether another worker is to be started
   */
  boolean add(Leased delivery) {
    lock.lock();
    try {
      backlog.add(delivery);
      more.signal();
      boolean start =
          !closed && backlog.size() > idle && running < (failures > 0 ? 1 : connections);
      running += start ? 1 : 0;
      return start;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next one for a worker, who ends where there is none in time.
   *
   * @param wait how long a connection is worth being kept
   */
  Optional<Leased> next(Duration wait) {
    lock.lock();
    try {
      long left = wait.toNanos();
      idle++;
      while (backlog.isEmpty() && !closed && left > 0) {
        left = more.awaitNanos(left);
      }
      idle--;
      var next = closed ? null : backlog.poll();
      becameShort |= next != null && backlog.size() == SHORT;
      if (next == null) {
        running--;
        more.signalAll();
      }
      return Optional.ofNullable(next);
    } catch (InterruptedException e) {
      idle--;
      running--;
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody is there; what waits is to wait as long. */
  List<Leased> absent(Instant now) {
    lock.lock();
    try {
      if (!rest.isAfter(now)) { // else several connections have failed together
        rest = now.plus(backoff.after(failures));
        failures++;
      }
      return takeAll();
    } finally {
      lock.unlock();
    }
  }

  /** Somebody is there; returns whether nobody was before. */
  boolean present() {
    lock.lock();
    try {
      boolean back = failures > 0;
      failures = 0;
      rest = Instant.EPOCH;
      return back;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the rest, because somebody wants it tried now. */
  void arouse() {
    lock.lock();
    try {
      rest = Instant.EPOCH;
    } finally {
      lock.unlock();
    }
  }

  /** Lets workers end after what they have in hand; returns what they had not begun. */
  List<Leased> close() {
    lock.lock();
    try {
      closed = true;
      more.signalAll();
      return takeAll();
    } finally {
      lock.unlock();
    }
  }

  private List<Leased> takeAll() {
    var all = new ArrayList<>(backlog);
    backlog.clear();
    return all;
  }

  /** Whether the backlog has become short since this was asked last. */
  boolean hasBecomeShort() {
    lock.lock();
    try {
      boolean told = becameShort;
      becameShort = false;
      return told;
    } finally {
      lock.unlock();
    }
  }

  /** Whether all workers have ended in time. */
  boolean awaitEnd(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (running > 0 && left > 0) {
        left = more.awaitNanos(left);
      }
      return running == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing is worth being remembered of it. */
  boolean isIdle(Instant now) {
    lock.lock();
    try {
      boolean known = failures > 0 && rest.plus(REMEMBERED).isAfter(now);
      return running == 0 && backlog.isEmpty() && !known;
    } finally {
      lock.unlock();
    }
  }

  boolean isResting() {
    lock.lock();
    try {
      return failures > 0;
    } finally {
      lock.unlock();
    }
  }

  int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }
}
