package org.sallyport.gateway.challenge;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The States that were answered at this gateway, so that none is answered twice here. Kept for as
 * long as any of them could still be valid. Safe for use by several threads.
 */
public final class SpentStates {
  private final Map<ByteBuffer, Instant> until = new LinkedHashMap<>();
  private final InstantSource clock;
  private final Duration longest;
  private final int most;

  /**
   * Nothing spent yet.
   *
   * @param longest how long a State is valid at most
   * @param most how many are kept; beyond that, answers are refused rather than forgotten
   */
  public SpentStates(InstantSource clock, Duration longest, int most) {
    this.clock = clock;
    this.longest = longest;
    this.most = most;
  }

  /** Whether this answer to the State is the first; then it is spent. */
  public synchronized boolean spend(byte[] state) {
    var now = clock.instant();
    forget(now);
    if (until.size() >= most) {
      return false;
    }
    return until.putIfAbsent(ByteBuffer.wrap(state.clone()), now.plus(longest)) == null;
  }

  /** Takes it back, because nothing could be decided. */
  public synchronized void giveBack(byte[] state) {
    until.remove(ByteBuffer.wrap(state));
  }

  private void forget(Instant now) {
    var oldest = until.values().iterator();
    while (oldest.hasNext() && oldest.next().isBefore(now)) {
      oldest.remove();
    }
  }
}
