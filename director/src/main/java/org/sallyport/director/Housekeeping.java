package org.sallyport.director;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a director does every second or some seconds, on one virtual thread. A chore that breaks is
 * tried again at its next turn and keeps no other from its own; it is logged when it begins to
 * break.
 */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long BEAT_MILLIS = 1000;

  private final List<Chore> chores;
  private final Set<Chore> broken = new HashSet<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofVirtual().name("director-housekeeping").unstarted(this::run);
  private long beats;

  /**
   * Something to be done again and again.
   *
   * @param every so many seconds, from the first on
   */
  record Chore(String name, int every, Runnable task) {}

  Housekeeping(Chore... chores) {
    this.chores = List.of(chores);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopped.await(BEAT_MILLIS, TimeUnit.MILLISECONDS)) {
        beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One second's chores. */
  void beat() {
    for (var chore : chores) {
      if (beats % chore.every() == 0) {
        run(chore);
      }
    }
    beats++;
  }

  private void run(Chore chore) {
    try {
      chore.task().run();
      broken.remove(chore);
    } catch (RuntimeException e) {
      if (broken.add(chore)) {
        LOG.atError()
            .setCause(e)
            .addKeyValue("event", "housekeeping-broken")
            .addKeyValue("chore", chore.name())
            .log("a chore broke and is tried again");
      }
    }
  }

  /** Begins no further chore; does not wait for one that is under way. */
  @Override
  public void close() {
    stopped.countDown();
  }
}
