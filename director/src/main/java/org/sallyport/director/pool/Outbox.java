package org.sallyport.director.pool;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be told to others, in order, outside the pool's lock and by one thread at a time.
 * Whoever comes while another thread delivers leaves the rest to it.
 */
final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final Queue<Runnable> messages = new ConcurrentLinkedQueue<>();
  private final AtomicInteger callers = new AtomicInteger();

  void add(Runnable message) {
    messages.add(message);
  }

  void deliver() {
    if (callers.getAndIncrement() != 0) {
      return;
    }
    int answered = 1;
    do {
      for (var message = messages.poll(); message != null; message = messages.poll()) {
        run(message);
      }
      answered = callers.addAndGet(-answered);
    } while (answered != 0);
  }

  private static void run(Runnable message) {
    try {
      message.run();
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("pool.listener-failed");
    }
  }
}
