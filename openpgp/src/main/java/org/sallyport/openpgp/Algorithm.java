package org.sallyport.openpgp;

/**
 * An algorithm that the policy has an opinion about; public-key algorithms are split by strength.
 */
public enum Algorithm {
  /** Hash, broken. */
  MD5("MD5"),
  /** Hash, collisions are cheap. */
  SHA1("SHA-1"),
  /** Hash. */
  RIPEMD160("RIPEMD-160"),
  /** Hash. */
  SHA224("SHA-224"),
  /** Hash. */
  SHA256("SHA-256"),
  /** Hash. */
  SHA384("SHA-384"),
  /** Hash. */
  SHA512("SHA-512"),
  /** Hash. */
  SHA3_256("SHA3-256"),
  /** Hash. */
  SHA3_512("SHA3-512"),
  /** Cipher without a key: plain text in the clothes of a message. */
  PLAINTEXT("no cipher"),
  /** Cipher with blocks of 64 bits. */
  IDEA("IDEA"),
  /** Cipher with blocks of 64 bits. */
  TRIPLE_DES("Triple DES"),
  /** Cipher with blocks of 64 bits. */
  CAST5("CAST5"),
  /** Cipher with blocks of 64 bits. */
  BLOWFISH("Blowfish"),
  /** Cipher. */
  AES128("AES-128"),
  /** Cipher. */
  AES192("AES-192"),
  /** Cipher. */
  AES256("AES-256"),
  /** Cipher. */
  TWOFISH("Twofish"),
  /** Cipher. */
  CAMELLIA("Camellia"),
  /** Key of fewer than 2048 bits. */
  RSA_UNDER_2048("RSA with fewer than 2048 bits"),
  /** Key of 2048 to 3071 bits: about 112 bits of strength. */
  RSA_2048("RSA with fewer than 3072 bits"),
  /** Key of 3072 bits or more. */
  RSA_3072("RSA with 3072 bits or more"),
  /** Key of fewer than 2048 bits. */
  DSA_UNDER_2048("DSA with fewer than 2048 bits"),
  /** Signature key. */
  DSA("DSA"),
  /** Encryption key of fewer than 2048 bits. */
  ELGAMAL_UNDER_2048("Elgamal with fewer than 2048 bits"),
  /** Encryption key. */
  ELGAMAL("Elgamal"),
  /** ECDSA or ECDH on a curve of NIST's. */
  NIST_CURVE("a NIST curve"),
  /** ECDSA or ECDH on a Brainpool curve. */
  BRAINPOOL_CURVE("a Brainpool curve"),
  /** ECDSA or ECDH on a curve that OpenPGP does not name. */
  OTHER_CURVE("an elliptic curve without a name in OpenPGP"),
  /** EdDSA as GnuPG has it (algorithm 22 with the curve's OID). */
  ED25519_LEGACY("Ed25519 (legacy)"),
  /** ECDH with Curve25519 as GnuPG has it (algorithm 18 with the curve's OID). */
  X25519_LEGACY("Curve25519 (legacy)"),
  /** Algorithm 27. */
  ED25519("Ed25519"),
  /** Algorithm 25. */
  X25519("X25519"),
  /** Algorithm 28. */
  ED448("Ed448"),
  /** Algorithm 26. */
  X448("X448"),
  /** Anything else. */
  UNKNOWN("an algorithm that is not known here");

  private final String label;

  Algorithm(String label) {
    this.label = label;
  }

  /** As people write it. */
  public String label() {
    return label;
  }
}
