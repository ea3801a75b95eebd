package org.sallyport.oath;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import org.sallyport.kernel.Secret;

/**
 * The X25519 key pair (RFC 7748) of a gateway, to which an authority seals packages. Safe for use
 * by several threads.
 */
public final class PackageKey {
  /** Octets of a key, private or public. */
  public static final int LENGTH = 32;

  private final PrivateKey secret;
  private final byte[] publicKey;

  private PackageKey(PrivateKey secret, byte[] publicKey) {
    this.secret = secret;
    this.publicKey = publicKey;
  }

  /** A new pair. */
  public static PackageKey generate() {
    try {
      var pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
      return new PackageKey(pair.getPrivate(), raw((XECPublicKey) pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks X25519", e);
    }
  }

  /**
   * The pair that was kept.
   *
   * @param scalar 32 octets, as {@link #scalar} gave them
   * @param publicKey 32 octets
   * @throws IllegalArgumentException for other lengths
   */
  public static PackageKey of(Secret scalar, byte[] publicKey) {
    if (scalar.length() != LENGTH || publicKey.length != LENGTH) {
      throw new IllegalArgumentException("X25519 keys have 32 octets");
    }
    var bytes = scalar.reveal();
    try {
      var spec = new XECPrivateKeySpec(NamedParameterSpec.X25519, bytes);
      return new PackageKey(
          KeyFactory.getInstance("X25519").generatePrivate(spec), publicKey.clone());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks X25519", e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The private scalar, to be kept. */
  public Secret scalar() {
    var bytes =
        ((XECPrivateKey) secret)
            .getScalar()
            .orElseThrow(() -> new IllegalStateException("a key without its scalar"));
    try {
      return Secret.copyOf(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The public key: 32 octets, little-endian (RFC 7748 section 5). */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  PrivateKey privateKey() {
    return secret;
  }

  static byte[] raw(XECPublicKey key) {
    var big = key.getU().toByteArray();
    var little = new byte[LENGTH];
    for (int i = 0; i < big.length && i < LENGTH; i++) {
      little[i] = big[big.length - 1 - i];
    }
    return little;
  }

  static PublicKey read(byte[] little) throws GeneralSecurityException {
    var big = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      big[i] = little[LENGTH - 1 - i];
    }
    big[0] &= 0x7f; // RFC 7748 section 5: the top bit is masked
    var spec = new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, big));
    return KeyFactory.getInstance("X25519").generatePublic(spec);
  }

  @Override
  public String toString() {
    return "PackageKey[hidden]";
  }
}
