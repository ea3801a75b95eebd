package org.sallyport.authority.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The latest decisions of this process, in a ring. Any thread; writers never wait. */
final class RecentDecisions {
  private static final int SIZE = 8192;

  private final AtomicReferenceArray<@Nullable Decision> ring = new AtomicReferenceArray<>(SIZE);
  private final AtomicLong next = new AtomicLong();

  void add(Decision decision) {
    ring.setRelease((int) (next.getAndIncrement() % SIZE), decision);
  }

  /** A user's, newest first. */
  List<Decision> of(String tenant, String user, int most) {
    var found = new ArrayList<Decision>();
    long end = next.get();
    for (long at = end - 1; at >= Math.max(0, end - SIZE) && found.size() < most; at--) {
      var decision = ring.getAcquire((int) (at % SIZE));
      if (decision != null && decision.tenant().equals(tenant) && decision.user().equals(user)) {
        found.add(decision);
      }
    }
    return found;
  }
}
