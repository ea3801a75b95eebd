package org.sallyport.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not be seen: never printed, compared in constant time, wiped when closed.
 *
 * <p>{@link #reveal} is the only door to the bytes, so that one search finds every reader.
 * Instances are safe for use by several threads, except that {@link #close} must be the last call.
 */
public final class Secret implements AutoCloseable {
  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A secret holding a copy of {@code bytes}; the caller may wipe its own array afterwards. */
  public static Secret copyOf(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** A secret holding the UTF-8 form of {@code text}. */
  public static Secret ofText(CharSequence text) {
    return new Secret(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of the bytes. Callers keep it for as short a time as they can. */
  public byte[] reveal() {
    return bytes.clone();
  }

  /** The bytes as UTF-8 text, for interfaces that take nothing else. */
  public String revealText() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** Compares in a time that depends on the lengths alone. */
  public boolean matches(byte[] candidate) {
    return MessageDigest.isEqual(bytes, candidate);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && matches(that.bytes);
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }

  /** Overwrites the bytes. */
  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }
}
