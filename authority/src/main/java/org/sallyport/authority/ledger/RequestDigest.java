package org.sallyport.authority.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.sallyport.kernel.Secret;

/**
 * Tells two requests of one key apart without keeping them: HMAC-SHA-256 under a key of the
 * ignition material, so that who reads the store cannot try out codes and PINs. Safe for use by
 * several threads.
 */
public final class RequestDigest {
  private final SecretKey key;

  /** A digest keyed by the ignition material. */
  public RequestDigest(Secret ignition) {
    var bytes = ignition.reveal();
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(bytes)
              .thenExpand("authority request digest".getBytes(UTF_8), 32);
      key = KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256", parameters);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks HKDF-SHA256", e);
    } finally {
      java.util.Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The digest of a request's parts, 32 octets. Parts do not run into each other. */
  public byte[] of(String... parts) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      for (var part : parts) {
        var bytes = part.getBytes(UTF_8);
        mac.update(java.nio.ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks HMAC-SHA-256", e);
    }
  }
}
