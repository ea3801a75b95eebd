package org.sallyport.wire.radius;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sallyport.kernel.Secret;

/** MD5 and HMAC-MD5, which RADIUS prescribes (RFC 1321, RFC 2104), keyed with shared secrets. */
final class Digests {
  private Digests() {}

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks MD5", e);
    }
  }

  /** Ends a digest with the octets of the secret, as all of RADIUS's own digests do. */
  static byte[] endWith(MessageDigest digest, Secret secret) {
    byte[] key = octetsOf(secret);
    try {
      return digest.digest(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  static Mac hmacMd5(Secret secret) {
    byte[] key = octetsOf(secret);
    try {
      var mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(key, "HmacMD5"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks HmacMD5", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** RFC 2865 section 3: the secret must not be empty, which would let anybody forge packets. */
  static byte[] octetsOf(Secret secret) {
    if (secret.length() == 0) {
      throw new IllegalArgumentException("an empty shared secret");
    }
    return secret.reveal();
  }
}
