package org.sallyport.gateway.challenge;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The States that were answered at this gateway, so that none is answered twice here. Each is kept
 * for as long as it is valid. Safe for use by several threads.
 */
public final class SpentStates {
  private final Map<ByteBuffer, Spent> spent = new HashMap<>();
  private final Queue<Spent> byExpiry = new PriorityQueue<>(Comparator.comparing(Spent::until));
  private final InstantSource clock;
  private final int most;

  private record Spent(ByteBuffer state, Instant until) {}

  /** What spending one came to. */
  public enum Spending {
    /** It is the first answer to the State. */
    FIRST,
    /** The State was answered before. */
    AGAIN,
    /** There is no room to remember it, so that nothing can be said. */
    FULL
  }

  /**
   * Nothing spent yet.
   *
   * @param most how many are kept; beyond that, nothing is answered rather than forgotten
   */
  public SpentStates(InstantSource clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /**
   * Spends a State.
   *
   * @param until when it expires, and need not be remembered any more
   */
  public synchronized Spending spend(byte[] state, Instant until) {
    forget(clock.instant());
    var one = new Spent(ByteBuffer.wrap(state.clone()), until);
    if (spent.containsKey(one.state())) {
      return Spending.AGAIN;
    }
    if (byExpiry.size() >= most) {
      return Spending.FULL;
    }
    spent.put(one.state(), one);
    byExpiry.add(one);
    return Spending.FIRST;
  }

  /** Takes it back, because nothing could be decided. */
  public synchronized void giveBack(byte[] state) {
    var one = spent.remove(ByteBuffer.wrap(state));
    if (one != null) {
      byExpiry.remove(one);
    }
  }

  private void forget(Instant now) {
    for (var next = byExpiry.peek();
        next != null && !now.isBefore(next.until());
        next = byExpiry.peek()) {
      byExpiry.remove();
      spent.remove(next.state());
    }
  }
}
