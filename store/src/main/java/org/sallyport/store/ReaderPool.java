package org.sallyport.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sallyport.store.StoreException.Kind;

/**
 * The readers of a SQLite file: few, because a native call holds its carrier thread. Safe for use
 * by any number of threads, which wait for each other.
 */
final class ReaderPool implements AutoCloseable {
  private final ArrayBlockingQueue<Session> free;
  private final List<Session> all;
  private final Duration patience;

  ReaderPool(List<Session> sessions, Duration patience) {
    this.all = List.copyOf(sessions);
    this.free = new ArrayBlockingQueue<>(sessions.size(), false, sessions);
    this.patience = patience;
  }

  <T> T read(Work<T> work) {
    var session = take();
    try {
      session.run("BEGIN");
      try {
        return work.in(new SessionTransaction(session));
      } finally {
        session.run("ROLLBACK");
      }
    } catch (SQLException failure) {
      throw Diagnosis.told(failure, "SQLite");
    } catch (SqlFailure failure) {
      throw Diagnosis.told(failure.reason(), "SQLite");
    } finally {
      free.add(session);
    }
  }

  private Session take() {
    try {
      var session = free.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (session == null) {
        throw new StoreException(Kind.BUSY, "no reader was free within " + patience);
      }
      return session;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StoreException(Kind.BUSY, "interrupted while waiting for a reader", stopped);
    }
  }

  @Override
  public void close() throws SQLException {
    for (var session : all) {
      session.close();
    }
  }
}
