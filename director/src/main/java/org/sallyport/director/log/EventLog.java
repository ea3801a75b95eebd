package org.sallyport.director.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event log: every change of state with its cause. The last thousand are kept for the dashboard
 * and the API; each is logged once under its name with key-value pairs.
 *
 * <p>{@link #record} may be called from any thread, event loops included: it holds a lock for the
 * time of one insertion. A thread of its own writes the lines and tells the subscribers, in order.
 */
public final class EventLog implements AutoCloseable {
  /** How many events are kept. */
  public static final int KEPT = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  /**
   * An event with its number.
   *
   * @param id greater than every earlier one's, also across a restart
   */
  public record Recorded(long id, Instant at, DirectorEvent event) {}

  /** Ends when closed; no event is delivered afterwards, but for one that is on its way. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition recorded = lock.newCondition();
  private final ArrayDeque<Recorded> kept = new ArrayDeque<>(KEPT);
  private final List<Consumer<Recorded>> subscribers = new CopyOnWriteArrayList<>();
  private final Thread teller;
  private long lastId;
  private boolean closing;

  /** A log whose events are stamped by {@code clock}. */
  public EventLog(InstantSource clock) {
    this.clock = clock;
    // Ids begin at the present in microseconds, so that those of the next run are greater.
    lastId = clock.millis() * 1000;
    teller = Thread.ofPlatform().name("events").daemon().unstarted(this::tell);
  }

  /** Starts to write lines and tell subscribers, beginning with what was recorded already. */
  public void start() {
    teller.start();
  }

  /** Adds an event. */
  public void record(DirectorEvent event) {
    lock.lock();
    try {
      if (kept.size() == KEPT) {
        kept.removeFirst();
      }
      kept.addLast(new Recorded(++lastId, clock.instant(), event));
      recorded.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The kept events with an id greater than {@code id}, oldest first; 0 gives all of them. */
  public List<Recorded> after(long id) {
    lock.lock();
    try {
      var later = new ArrayList<Recorded>();
      for (var each : kept) {
        if (each.id() > id) {
          later.add(each);
        }
      }
      return later;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Calls {@code subscriber} with each event from now on, on the log's own thread: it must return
   * soon. One that throws is dropped.
   */
  public Subscription subscribe(Consumer<Recorded> subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  /** Writes what is left; waits for that two seconds at most. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      recorded.signal();
    } finally {
      lock.unlock();
    }
    try {
      teller.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell() {
    long told = 0;
    for (var next = await(told); !next.isEmpty(); next = await(told)) {
      for (var each : next) {
        write(each);
        subscribers.forEach(subscriber -> tell(subscriber, each));
        told = each.id();
      }
    }
  }

  /** The events after {@code id}, once there are any; none when the log is closed. */
  private List<Recorded> await(long id) {
    lock.lock();
    try {
      while (!closing && (kept.isEmpty() || kept.getLast().id() <= id)) {
        recorded.awaitUninterruptibly();
      }
      return after(id);
    } finally {
      lock.unlock();
    }
  }

  /** The event's name as the message, its fields as key-value pairs. */
  private static void write(Recorded recorded) {
    var line =
        switch (recorded.event().severity()) {
          case INFO -> LOG.atInfo();
          case WARNING -> LOG.atWarn();
        };
    for (var field : recorded.event().fields()) {
      line = line.addKeyValue(field.key(), field.value());
    }
    line.log(recorded.event().name());
  }

  private void tell(Consumer<Recorded> subscriber, Recorded recorded) {
    try {
      subscriber.accept(recorded);
    } catch (RuntimeException e) {
      subscribers.remove(subscriber);
      LOG.atWarn().setCause(e).log("subscriber-dropped");
    }
  }
}
