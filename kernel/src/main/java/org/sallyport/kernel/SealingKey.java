package org.sallyport.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Seals values so that only who has the same key can read them, and only where they belong:
 * AES-256-GCM (NIST SP 800-38D) under a key derived by HKDF-SHA-256 (RFC 5869). What a value
 * belongs to, such as the table, column and row it is kept in, is given as its context and bound as
 * associated data, so that a sealed value that is moved elsewhere does not open.
 *
 * <p>A sealed value is a version octet, a random nonce of 12 octets, and the ciphertext with its
 * tag of 16 octets. Random nonces bound the use of one key to 2^32 values. Safe for use by several
 * threads.
 */
public final class SealingKey {
  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final int LEAST_MATERIAL = 16;

  /** As many as are used at a time on most machines; more are made and let go. */
  private static final int SPARE_CIPHERS = 16;

  private final SecretKey key;

  /**
   * Finding a provider costs more than sealing; a cipher forgets everything when it begins anew.
   */
  private final Queue<Cipher> spare = new ArrayBlockingQueue<>(SPARE_CIPHERS);

  private final SecureRandom random = new SecureRandom();

  private SealingKey(SecretKey key) {
    this.key = key;
  }

  /**
   * The key for one purpose that follows from key material of high entropy. Keys for different
   * purposes tell nothing of each other.
   *
   * @param material at least 16 octets that nobody can guess; not a passphrase that people remember
   * @param purpose names the use, such as {@code gateway challenge state}
   * @throws IllegalArgumentException when the material is too short
   */
  public static SealingKey derive(Secret material, String purpose) {
    if (material.length() < LEAST_MATERIAL) {
      throw new IllegalArgumentException(
          "key material of "
              + material.length()
              + " octets, expected "
              + LEAST_MATERIAL
              + " or more");
    }
    var bytes = material.reveal();
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(bytes)
              .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), 32);
      return new SealingKey(KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks HKDF-SHA256", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Seals a value.
   *
   * @param context what the value belongs to; the same is needed to open it
   */
  public byte[] seal(byte[] value, byte[] context) {
    var nonce = new byte[NONCE];
    random.nextBytes(nonce);
    var sealed = new byte[1 + NONCE + value.length + TAG];
    sealed[0] = VERSION;
    System.arraycopy(nonce, 0, sealed, 1, NONCE);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, context);
      cipher.doFinal(value, 0, value.length, sealed, 1 + NONCE);
      spare.offer(cipher);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to seal", e);
    }
  }

  /** The value, or empty when it was sealed with another key or context, or changed since. */
  public Optional<byte[]> open(byte[] sealed, byte[] context) {
    if (sealed.length < 1 + NONCE + TAG || sealed[0] != VERSION) {
      return Optional.empty();
    }
    var nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE);
    try {
      var cipher = cipher(Cipher.DECRYPT_MODE, nonce, context);
      var value = cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
      spare.offer(cipher);
      return Optional.of(value);
    } catch (AEADBadTagException notOurs) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to open", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
    var used = spare.poll();
    var cipher = used == null ? Cipher.getInstance("AES/GCM/NoPadding") : used;
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
    cipher.updateAAD(context);
    return cipher;
  }

  @Override
  public String toString() {
    return "SealingKey[hidden]";
  }
}
