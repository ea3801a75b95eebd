package org.sallyport.wire.radius;

import java.security.MessageDigest;
import java.util.Arrays;
import org.sallyport.kernel.Secret;

/** The hiding of User-Password under the shared secret (RFC 2865 section 5.2). */
public final class UserPassword {
  /** The longest password. */
  public static final int MAX_LENGTH = 128;

  private static final int BLOCK = 16;

  /** What a User-Password attribute holds. */
  public sealed interface Result {
    /** The password; with a wrong shared secret it is noise, and nothing here can tell. */
    record Revealed(Secret password) implements Result {}

    /** The value cannot be a hidden password. */
    record Malformed(String reason) implements Result {}
  }

  private UserPassword() {}

  /**
   * Hides a password.
   *
   * @param requestAuthenticator of the packet that the attribute will be in
   * @throws IllegalArgumentException when the password has more than 128 octets or ends in a zero,
   *     which could not be told from padding
   */
  public static Attribute hide(Secret password, byte[] requestAuthenticator, Secret secret) {
    byte[] plain = password.reveal();
    if (plain.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a password of " + plain.length + " octets, expected at most " + MAX_LENGTH);
    }
    if (plain.length > 0 && plain[plain.length - 1] == 0) {
      throw new IllegalArgumentException("a password that ends in a zero octet");
    }
    // Padded with nulls to a multiple of 16; one block even for an empty password.
    int blocks = Math.max(1, (plain.length + BLOCK - 1) / BLOCK);
    var hidden = Arrays.copyOf(plain, blocks * BLOCK);
    Arrays.fill(plain, (byte) 0);
    byte[] chain = requestAuthenticator;
    for (int at = 0; at < hidden.length; at += BLOCK) {
      xor(hidden, at, chain, secret);
      chain = Arrays.copyOfRange(hidden, at, at + BLOCK);
    }
    return Attribute.of(AttributeType.USER_PASSWORD, hidden);
  }

  /**
   * Reveals a password, without the zeros it was padded with.
   *
   * @param requestAuthenticator of the packet that the attribute was in
   */
  public static Result reveal(Attribute hidden, byte[] requestAuthenticator, Secret secret) {
    if (!hidden.is(AttributeType.USER_PASSWORD)) {
      return new Result.Malformed("not a User-Password");
    }
    int length = hidden.length();
    if (length < BLOCK || length > MAX_LENGTH || length % BLOCK != 0) {
      return new Result.Malformed(
          "a User-Password of " + length + " octets, a multiple of 16 from 16 to 128 expected");
    }
    byte[] cipher = hidden.value();
    byte[] plain = cipher.clone();
    byte[] chain = requestAuthenticator;
    for (int at = 0; at < length; at += BLOCK) {
      xor(plain, at, chain, secret);
      chain = Arrays.copyOfRange(cipher, at, at + BLOCK);
    }
    byte[] password = Arrays.copyOf(plain, lengthWithoutPadding(plain));
    try {
      return new Result.Revealed(Secret.copyOf(password));
    } finally {
      Arrays.fill(plain, (byte) 0);
      Arrays.fill(password, (byte) 0);
    }
  }

  /** b(n) = MD5(S + c(n-1)), where c(0) is the Request Authenticator. */
  private static void xor(byte[] block, int at, byte[] chain, Secret secret) {
    MessageDigest digest = Digests.md5();
    byte[] key = Digests.octetsOf(secret);
    digest.update(key);
    Arrays.fill(key, (byte) 0);
    byte[] pad = digest.digest(chain);
    for (int i = 0; i < BLOCK; i++) {
      block[at + i] ^= pad[i];
    }
    Arrays.fill(pad, (byte) 0);
  }

  private static int lengthWithoutPadding(byte[] plain) {
    int length = plain.length;
    while (length > 0 && plain[length - 1] == 0) {
      length--;
    }
    return length;
  }
}
