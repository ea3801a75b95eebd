package org.sallyport.encryption.administrator;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.sallyport.kernel.Secret;
import org.sallyport.store.PassphraseHash;

/**
 * Slow hashes of passwords: two are looked at and one is made at a time, so that strangers cannot
 * take the machine's memory, and cannot keep administrators from making one. Whoever waits longer
 * than {@value #SECONDS} seconds is sent away, so that waiting requests are few as well.
 */
public final class Passwords {
  /** How long one waits for a place. */
  public static final int SECONDS = 2;

  /** When somebody who was sent away may come again. */
  public static final Duration PAUSE = Duration.ofSeconds(5);

  private static final int AT_ONCE = 2;

  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Semaphore making = new Semaphore(1, true);
  private final String nobodys = PassphraseHash.nobodys();

  /** What a look at a password says. */
  public enum Look {
    RIGHT,
    WRONG,
    /** None was taken: too many others wait. */
    BUSY
  }

  /** What is kept of a password. */
  public String hash(Secret password) {
    making.acquireUninterruptibly();
    try {
      return PassphraseHash.hash(password);
    } finally {
      making.release();
    }
  }

  /**
   * The same for strangers.
   *
   * @param wanted asked once it is its turn, as things may have changed while it waited
   * @return empty where it is not wanted any more, or too many others wait
   */
  public Optional<String> hashInTime(Secret password, BooleanSupplier wanted) {
    if (!enter(making)) {
      return Optional.empty();
    }
    try {
      return wanted.getAsBoolean() ? Optional.of(PassphraseHash.hash(password)) : Optional.empty();
    } finally {
      making.release();
    }
  }

  /** Holds a password against a hash. */
  public Look look(Secret password, String hash) {
    if (!enter(places)) {
      return Look.BUSY;
    }
    try {
      return PassphraseHash.matches(password, hash) ? Look.RIGHT : Look.WRONG;
    } finally {
      places.release();
    }
  }

  private static boolean enter(Semaphore places) {
    try {
      return places.tryAcquire(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Takes all places, as strangers would; for tests. */
  void occupy() {
    places.acquireUninterruptibly(AT_ONCE);
  }

  /** Takes the place where they are made; for tests. */
  void occupyMaking() {
    making.acquireUninterruptibly();
  }

  /** Takes as long as looking at the password of somebody who is known. */
  public Look pretend(Secret password) {
    return look(password, nobodys);
  }
}
