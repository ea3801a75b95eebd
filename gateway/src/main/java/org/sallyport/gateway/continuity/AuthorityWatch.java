package org.sallyport.gateway.continuity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.sallyport.gateway.continuity.ContinuitySettings.Mode;
import org.sallyport.gateway.continuity.Standing.State;
import org.sallyport.gateway.factor.Answer;
import org.sallyport.gateway.factor.Probed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes the authority all the time on a virtual thread of its own, and moves the state machine.
 * Logins read where it stands, and may wait for the next verdict. Any thread may call.
 */
final class AuthorityWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorityWatch.class);

  /** The pause between probes while one more decides. */
  private static final Duration HASTE = Duration.ofMillis(150);

  private final ContinuitySettings settings;
  private final Transitions transitions;
  private final InstantSource clock;
  private final Probe probe;
  private final BooleanSupplier peers;
  private final Listener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Condition poked = lock.newCondition();
  private final Thread probing;
  private volatile Standing standing;
  private long begun;
  private long completed;
  private boolean wanted;

  /** Asks the authority how it is. */
  @FunctionalInterface
  interface Probe {
    /**
     * Blocks for at most the limit.
     *
     * @param reuse whether a connection that is open already will do
     */
    Probed ask(Duration limit, boolean reuse);
  }

  /** Hears of every probe, on the watch's own thread. */
  @FunctionalInterface
  interface Listener {
    void moved(Standing before, Standing after);
  }

  /**
   * A watch.
   *
   * @param peers whether another gateway reaches the authority; asked only where it matters
   */
  AuthorityWatch(
      ContinuitySettings settings,
      InstantSource clock,
      Probe probe,
      BooleanSupplier peers,
      Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.probe = probe;
    this.peers = peers;
    this.listener = listener;
    transitions = new Transitions(settings);
    standing = transitions.begin(clock.instant());
    probing = Thread.ofVirtual().name("authority-watch").unstarted(this::run);
  }

  void start() {
    probing.start();
  }

  Standing standing() {
    return standing;
  }

  /** Whether clients' choices may decide now. */
  boolean open() {
    return settings.mode() == Mode.ON || standing.open(clock.instant(), settings.longest());
  }

  /** Whether clients' choices may decide a login that has failed for this cause. */
  boolean opens(Answer.Cause cause) {
    return open() && (settings.mode() == Mode.ON || settings.causes().contains(cause));
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          probe();
        } catch (RuntimeException e) {
          // Where it stands does not change; a watch that ended would never change it again.
          LOG.atError().setCause(e).log("authority-probe-broke");
        }
        pause();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void probe() {
    lock.lock();
    try {
      begun++;
      wanted = false;
    } finally {
      lock.unlock();
    }
    var before = standing;
    // A connection that was kept may live on although no new one would come about.
    var probed = probe.ask(settings.timeout(), before.state() == State.NORMAL);
    boolean peerReaches = probed instanceof Probed.Failed && peers.getAsBoolean();
    var after = transitions.after(before, probed, peerReaches, clock.instant());
    lock.lock();
    try {
      standing = after;
      completed = begun;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
    listener.moved(before, after);
  }

  private void pause() throws InterruptedException {
    var now = standing;
    boolean decisive = now.undecided() || now.state() == State.RECOVERING;
    var pause = decisive && HASTE.compareTo(settings.every()) < 0 ? HASTE : settings.every();
    lock.lockInterruptibly();
    try {
      long left = pause.toNanos();
      while (!wanted && left > 0) {
        left = poked.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Where it stands after a login has failed: asks for a probe at once and waits until one that
   * began after this call, and those that it leads to, have decided.
   */
  Standing settle(Duration longest) {
    lock.lock();
    try {
      long need = begun + 1;
      wanted = true;
      poked.signal();
      long left = longest.toNanos();
      while ((completed < need || standing.undecided()) && left > 0) {
        left = moved.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return standing;
  }

  @Override
  public void close() {
    probing.interrupt();
  }
}
