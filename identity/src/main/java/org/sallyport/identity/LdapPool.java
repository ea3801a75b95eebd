package org.sallyport.identity;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one server that are used by one thread at a time, the last returned first. Safe
 * for use by several threads.
 *
 * <p>The library's own pool is not used: it decides by itself what is asked twice, and who was
 * refused must not be asked about again.
 */
final class LdapPool implements AutoCloseable {
  private final Dial dial;
  private final Semaphore permits;
  private final Duration patience;
  private final long longestNanos;
  private final Deque<Pooled> idle = new ArrayDeque<>();
  private long generation;
  private boolean closed;

  /** Makes a connection. */
  @FunctionalInterface
  interface Dial {
    LDAPConnection connect() throws LDAPException;
  }

  /** An operation on a connection. */
  @FunctionalInterface
  interface Operation<T> {
    T on(LDAPConnection connection) throws LDAPException;
  }

  private record Pooled(LDAPConnection connection, long bornNanos, long generation) {}

  LdapPool(Dial dial, UserStoreSettings store) {
    this.dial = dial;
    permits = new Semaphore(store.poolSize());
    patience = store.answerTimeout();
    longestNanos = store.longest().toNanos();
  }

  /**
   * Does one operation. One that finds its connection gone, as after a restart of the server, is
   * done once more on a new one; an operation that was answered, or not answered in time, is not.
   */
  <T> T perform(Operation<T> operation) throws LDAPException {
    if (!acquire()) {
      throw new LDAPException(ResultCode.BUSY, "every connection is in use");
    }
    try {
      var kept = takeIdle();
      if (kept != null) {
        try {
          return performOn(kept, operation);
        } catch (LDAPException e) {
          if (!gone(e)) {
            throw e;
          }
        }
      }
      return performOn(fresh(), operation);
    } finally {
      permits.release();
    }
  }

  private boolean acquire() {
    try {
      return permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean gone(LDAPException e) {
    return e.getResultCode().equals(ResultCode.SERVER_DOWN);
  }

  private <T> T performOn(Pooled pooled, Operation<T> operation) throws LDAPException {
    boolean usable = false;
    try {
      var result = operation.on(pooled.connection());
      usable = true;
      return result;
    } catch (LDAPException e) {
      usable = e.getResultCode().isConnectionUsable();
      throw e;
    } finally {
      if (usable) {
        giveBack(pooled);
      } else {
        pooled.connection().closeWithoutUnbind();
      }
    }
  }

  private Pooled fresh() throws LDAPException {
    long now;
    synchronized (this) {
      now = generation;
    }
    return new Pooled(dial.connect(), System.nanoTime(), now);
  }

  private synchronized @Nullable Pooled takeIdle() {
    while (!idle.isEmpty()) {
      var newest = idle.pop();
      if (young(newest)) {
        return newest;
      }
      newest.connection().close();
    }
    return null;
  }

  private boolean young(Pooled pooled) {
    return System.nanoTime() - pooled.bornNanos() < longestNanos;
  }

  private synchronized void giveBack(Pooled pooled) {
    if (closed || pooled.generation() != generation || !young(pooled)) {
      pooled.connection().close();
    } else {
      idle.push(pooled);
    }
  }

  /** Ends the connections that nobody uses; those in use end when they are given back. */
  synchronized void clear() {
    generation++;
    idle.forEach(pooled -> pooled.connection().closeWithoutUnbind());
    idle.clear();
  }

  @Override
  public synchronized void close() {
    closed = true;
    clear();
  }
}
