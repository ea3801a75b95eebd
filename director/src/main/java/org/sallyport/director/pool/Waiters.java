package org.sallyport.director.pool;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Who waits for a first verdict. Any thread. */
final class Waiters {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

  void add(Runnable then) {
    waiting.add(then);
  }

  /** Runs all that wait now; who has to wait again comes back and is not run twice. */
  void release() {
    for (int left = waiting.size(); left > 0; left--) {
      var then = waiting.poll();
      if (then == null) {
        return;
      }
      then.run();
    }
  }
}
