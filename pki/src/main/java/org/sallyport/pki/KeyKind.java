package org.sallyport.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;

/** The kinds of keys that an authority makes. */
public enum KeyKind {
  /** ECDSA on P-256: small and fast, and read by everything that speaks TLS 1.2. */
  ECDSA_P256,
  /** RSA with a modulus of 2048 bits. */
  RSA_2048,
  /** RSA with a modulus of 3072 bits; making one takes a noticeable part of a second. */
  RSA_3072;

  KeyPair generate() {
    return switch (this) {
      case ECDSA_P256 -> elliptic();
      case RSA_2048 -> rsa(2048);
      case RSA_3072 -> rsa(3072);
    };
  }

  /** The JCA name of the signature that goes with a key. */
  static String signatureOf(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> throw new IllegalArgumentException("not an RSA or EC key: " + key.getAlgorithm());
    };
  }

  private static KeyPair elliptic() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has P-256", e);
    }
  }

  private static KeyPair rsa(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }
}
