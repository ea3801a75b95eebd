package org.sallyport.encryption.administrator;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.sallyport.kernel.Secret;
import org.sallyport.store.PassphraseHash;

/**
 * Slow hashes of passwords: two are looked at and one is made at a time, so that strangers cannot
 * take the machine's memory, and cannot keep administrators from making one.
 */
final class Passwords {
  private static final int AT_ONCE = 2;

  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Semaphore making = new Semaphore(1, true);
  private volatile @Nullable String nobodys;

  String hash(Secret password) {
    making.acquireUninterruptibly();
    try {
      return PassphraseHash.hash(password);
    } finally {
      making.release();
    }
  }

  boolean matches(Secret password, String hash) {
    places.acquireUninterruptibly();
    try {
      return PassphraseHash.matches(password, hash);
    } finally {
      places.release();
    }
  }

  /** Takes as long as looking at the password of somebody who is known. */
  void pretend(Secret password) {
    var hash = nobodys;
    if (hash == null) {
      try (var nobody = Secret.ofText("nobody has this password")) {
        hash = hash(nobody);
      }
      nobodys = hash;
    }
    matches(password, hash);
  }
}
