package org.sallyport.encryption.webmail.page;

import java.util.HashMap;
import java.util.Map;

/** How many forms with files are being read, in all and by one account. Any thread. */
final class UploadsInHand {
  /** Of all accounts. Each may hold some MiB of memory and a large message on the disk. */
  static final int MOST = 40;

  /** Of one account: somebody's browser may send one again while the first is still read. */
  static final int MOST_OF_ONE = 2;

  private final Map<String, Integer> byAccount = new HashMap<>();
  private int all;

  /** Counts one more, unless there are too many; each that was counted is ended. */
  synchronized boolean begin(String account) {
    int own = byAccount.getOrDefault(account, 0);
    if (all >= MOST || own >= MOST_OF_ONE) {
      return false;
    }
    byAccount.put(account, own + 1);
    all++;
    return true;
  }

  /** One has been read. */
  synchronized void end(String account) {
    byAccount.computeIfPresent(account, (_, own) -> own > 1 ? own - 1 : null);
    all--;
  }
}
