package org.sallyport.encryption.webmail.page;

import java.util.HashMap;
import java.util.Map;

/** How many forms with files are being read, in all and by one session. Any thread. */
final class UploadsInHand {
  /** Of all sessions. Each may hold some MiB of memory and a large message on the disk. */
  static final int MOST = 40;

  /** Of one session: somebody's browser may send one again while the first is still read. */
  static final int MOST_OF_ONE = 2;

  private final Map<String, Integer> bySession = new HashMap<>();
  private int all;

  /** Counts one more, unless there are too many; each that was counted is ended. */
  synchronized boolean begin(String session) {
    int own = bySession.getOrDefault(session, 0);
    if (all >= MOST || own >= MOST_OF_ONE) {
      return false;
    }
    bySession.put(session, own + 1);
    all++;
    return true;
  }

  /** One has been read. */
  synchronized void end(String session) {
    bySession.computeIfPresent(session, (_, own) -> own > 1 ? own - 1 : null);
    all--;
  }
}
