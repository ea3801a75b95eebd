package org.sallyport.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.sallyport.store.StoreException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of a SQLite file. A commit costs a flush of the disk whatever it holds, so the
 * writer takes all work that has come in while it wrote the last commit, does it in one transaction
 * and answers everybody after the commit: group commit. Each piece of work has a savepoint of its
 * own, so one that fails undoes nothing of the others.
 *
 * <p>The writer is a platform thread, because native calls would pin a carrier of virtual threads.
 * Callers block until their work is durable.
 */
final class GroupWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

  /** More than this at once would make the first wait for the last. */
  private static final int MOST_TOGETHER = 512;

  private static final int MOST_WAITING = 100_000;

  private final LinkedBlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Session session;
  private final Duration patience;
  private final Thread thread = new Thread(this::write, "store-writer");
  private volatile boolean closed;

  GroupWriter(Session session, Duration patience) {
    this.session = session;
    this.patience = patience;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  <T> T submit(Work<T> work) {
    if (Thread.currentThread().equals(thread)) {
      throw new IllegalStateException("work of the store asks the store to write");
    }
    var task = new Task<T>(work);
    if (closed || !queue.offer(task)) {
      throw new StoreException(Kind.BUSY, closed ? "the store is closed" : "too much work waits");
    }
    if (closed) {
      failQueued(); // it may have come in after the writer looked for the last time
    }
    return task.await();
  }

  private void write() {
    var batch = new ArrayList<Task<?>>();
    while (!closed || !queue.isEmpty()) {
      try {
        batch.add(queue.take());
        queue.drainTo(batch, MOST_TOGETHER - 1);
        commit(batch);
      } catch (InterruptedException closing) {
        // the loop's condition knows
      } finally {
        batch.clear();
      }
    }
    failQueued();
  }

  private void commit(List<Task<?>> batch) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        session.run("BEGIN IMMEDIATE");
        for (var task : batch) {
          task.run(session, batch.size() > 1);
        }
        session.run("COMMIT");
        batch.forEach(Task::answer);
        return;
      } catch (SQLException | RuntimeException | Error failure) {
        undo();
        var sql = reason(failure);
        if (sql == null || !Diagnosis.of(sql).again() || System.nanoTime() > end) {
          var told = sql == null ? failure : Diagnosis.told(sql, "SQLite");
          batch.forEach(task -> task.fail(told));
          return;
        }
      }
    }
  }

  private static @Nullable SQLException reason(Throwable failure) {
    if (failure instanceof SQLException sql) {
      return sql;
    }
    return failure instanceof SqlFailure wrapped ? wrapped.reason() : null;
  }

  private void undo() {
    try {
      session.run("ROLLBACK");
    } catch (SQLException gone) {
      // SQLite has rolled back by itself, as it does on a full disk.
      LOG.atDebug().addKeyValue("event", "rolled-back-already").log(gone.getMessage());
    }
  }

  private void failQueued() {
    for (var task = queue.poll(); task != null; task = queue.poll()) {
      task.fail(new StoreException(Kind.BUSY, "the store is closed"));
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(patience.plusSeconds(5));
      session.close();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (SQLException failure) {
      LOG.atWarn().addKeyValue("event", "store-close-failed").log(failure.getMessage());
    }
  }

  /** One piece of work, and who waits for it. */
  private static final class Task<T> {
    private final Work<T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable SessionTransaction transaction;
    private @Nullable T value;
    private @Nullable RuntimeException failure;

    Task(Work<T> work) {
      this.work = work;
    }

    /** Does the work; what it throws is kept, unless the whole transaction is broken by it. */
    void run(Session session, boolean withOthers) throws SQLException {
      transaction = new SessionTransaction(session);
      failure = null;
      if (!withOthers) {
        value = work.in(transaction);
        return;
      }
      session.run("SAVEPOINT work");
      try {
        value = work.in(transaction);
      } catch (SqlFailure broken) {
        if (Diagnosis.of(broken.reason()).again()) {
          throw broken;
        }
        failure = Diagnosis.told(broken.reason(), "SQLite");
        undo(session, broken);
      } catch (RuntimeException thrown) {
        failure = thrown;
        session.run("ROLLBACK TO work");
      }
      session.run("RELEASE work");
    }

    /**
     * Undoes this work alone; where SQLite has ended the whole transaction, as on a full disk, says
     * why.
     */
    private static void undo(Session session, SqlFailure broken) {
      try {
        session.run("ROLLBACK TO work");
      } catch (SQLException ended) {
        broken.addSuppressed(ended);
        throw broken;
      }
    }

    void answer() {
      if (failure != null) {
        answer.completeExceptionally(failure);
        return;
      }
      if (transaction != null) {
        transaction.hooks().forEach(Hooks::run);
      }
      answer.complete(value);
    }

    void fail(Throwable reason) {
      answer.completeExceptionally(reason);
    }

    T await() {
      try {
        return answer.join();
      } catch (CompletionException wrapped) {
        switch (wrapped.getCause()) {
          case RuntimeException thrown -> throw thrown;
          case Error error -> throw error;
          case null, default -> throw wrapped;
        }
      }
    }
  }
}
