package org.sallyport.kernel;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;

/** Ed25519 public keys as 32 octets (RFC 8032 section 5.1.2) and as the JDK has them. */
public final class DeviceKeys {
  private static final int LENGTH = 32;

  private DeviceKeys() {}

  /** The key that the octets are; empty where they are none. */
  public static Optional<PublicKey> read(byte[] octets) {
    if (octets.length != LENGTH) {
      return Optional.empty();
    }
    var big = reversed(octets);
    boolean odd = (big[0] & 0x80) != 0;
    big[0] &= 0x7F;
    var point = new EdECPoint(odd, new BigInteger(1, big));
    try {
      var spec = new EdECPublicKeySpec(NamedParameterSpec.ED25519, point);
      return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(spec));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  /** The octets of a key. */
  public static byte[] write(EdECPublicKey key) {
    var point = key.getPoint();
    var y = point.getY().toByteArray();
    var big = new byte[LENGTH];
    for (int i = 0; i < Math.min(LENGTH, y.length); i++) {
      big[LENGTH - 1 - i] = y[y.length - 1 - i];
    }
    if (point.isXOdd()) {
      big[0] |= (byte) 0x80;
    }
    return reversed(big);
  }

  private static byte[] reversed(byte[] octets) {
    var other = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      other[i] = octets[octets.length - 1 - i];
    }
    return other;
  }
}
