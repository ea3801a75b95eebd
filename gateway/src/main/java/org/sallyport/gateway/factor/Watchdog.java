package org.sallyport.gateway.factor;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends what takes too long by closing its socket, whatever it is blocked in: connecting, shaking
 * hands, writing or reading. One platform thread for a whole link.
 */
final class Watchdog implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  Watchdog() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("authority-watchdog").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** A watch over one socket, for as long as it is open. */
  final class Watch implements AutoCloseable {
    private final ScheduledFuture<?> bite;
    private volatile boolean bitten;

    private Watch(Socket socket, long nanos) {
      bite = timer.schedule(() -> bite(socket), nanos, TimeUnit.NANOSECONDS);
    }

    private void bite(Socket socket) {
      bitten = true;
      end(socket);
    }

    /** Whether the time was up. */
    boolean bitten() {
      return bitten;
    }

    @Override
    public void close() {
      bite.cancel(false);
    }
  }

  /** Closes the socket when {@link System#nanoTime} reaches {@code deadline}. */
  Watch over(Socket socket, long deadline) {
    return new Watch(socket, Math.max(0, deadline - System.nanoTime()));
  }

  static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone already, which is all that is wanted.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
