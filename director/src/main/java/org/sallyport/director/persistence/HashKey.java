package org.sallyport.director.persistence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import org.sallyport.kernel.Secret;

/**
 * The secret key of all hashes: without it nobody who sees a hash can tell which session it is.
 * Made once and kept with the state, so that sessions are recognised after a restart.
 */
final class HashKey {
  static final int LENGTH = 16;

  private final Secret bytes;
  private final long k0;
  private final long k1;

  private HashKey(byte[] bytes) {
    this.bytes = Secret.copyOf(bytes);
    var words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.k0 = words.getLong();
    this.k1 = words.getLong();
  }

  static HashKey of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a key has 16 bytes: " + bytes.length);
    }
    return new HashKey(bytes);
  }

  static HashKey random() {
    var bytes = new byte[LENGTH];
    new SecureRandom().nextBytes(bytes);
    return new HashKey(bytes);
  }

  Secret bytes() {
    return bytes;
  }

  long k0() {
    return k0;
  }

  long k1() {
    return k1;
  }

  @Override
  public String toString() {
    return "HashKey[hidden]";
  }
}
