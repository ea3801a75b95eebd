package org.sallyport.smtp.link;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends connections whose time is over. Reads have limits of their own; a write to somebody who does
 * not read has none in Java, and a whole session needs one too. One thread looks at all of them.
 */
public final class Watch implements AutoCloseable {
  private static final long EVERY = Duration.ofMillis(250).toNanos();

  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Watches nothing before {@link #start}.
   *
   * @param name of the thread
   */
  public Watch(String name) {
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(this, EVERY);
      long now = System.nanoTime();
      for (var each : links) {
        each.endIfOverdue(now);
      }
    }
  }

  void add(Link link) {
    links.add(link);
  }

  void remove(Link link) {
    links.remove(link);
  }

  /** Ends the connections that are open. */
  public void endAll() {
    links.forEach(Link::abort);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
