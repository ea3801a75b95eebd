package org.sallyport.openpgp;

import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cryptlib.CryptlibObjectIdentifiers;
import org.bouncycastle.asn1.gnu.GNUObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.bcpg.DSAPublicBCPGKey;
import org.bouncycastle.bcpg.ECPublicBCPGKey;
import org.bouncycastle.bcpg.ElGamalPublicBCPGKey;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;

/** From the numbers of RFC 9580 section 9 to {@link Algorithm}. */
final class AlgorithmIds {
  private static final Set<ASN1ObjectIdentifier> NIST =
      Set.of(
          SECObjectIdentifiers.secp256r1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);
  private static final Set<ASN1ObjectIdentifier> BRAINPOOL =
      Set.of(
          TeleTrusTObjectIdentifiers.brainpoolP256r1,
          TeleTrusTObjectIdentifiers.brainpoolP384r1,
          TeleTrusTObjectIdentifiers.brainpoolP512r1);

  /** Section 9.1: deprecated, and still in old keys. */
  private static final int RSA_ENCRYPT_ONLY = 2;

  private static final int RSA_SIGN_ONLY = 3;

  private static final int MOST_BITS = 8192;
  private static final int MOST_BITS_OF_EXPONENT = 64;
  private static final int MOST_BITS_OF_Q = 512;

  private AlgorithmIds() {}

  static Algorithm hash(int id) {
    return switch (id) {
      case HashAlgorithmTags.MD5 -> Algorithm.MD5;
      case HashAlgorithmTags.SHA1 -> Algorithm.SHA1;
      case HashAlgorithmTags.RIPEMD160 -> Algorithm.RIPEMD160;
      case HashAlgorithmTags.SHA224 -> Algorithm.SHA224;
      case HashAlgorithmTags.SHA256 -> Algorithm.SHA256;
      case HashAlgorithmTags.SHA384 -> Algorithm.SHA384;
      case HashAlgorithmTags.SHA512 -> Algorithm.SHA512;
      case HashAlgorithmTags.SHA3_256 -> Algorithm.SHA3_256;
      case HashAlgorithmTags.SHA3_512 -> Algorithm.SHA3_512;
      default -> Algorithm.UNKNOWN;
    };
  }

  static Algorithm cipher(int id) {
    return switch (id) {
      case SymmetricKeyAlgorithmTags.NULL -> Algorithm.PLAINTEXT;
      case SymmetricKeyAlgorithmTags.IDEA -> Algorithm.IDEA;
      case SymmetricKeyAlgorithmTags.TRIPLE_DES -> Algorithm.TRIPLE_DES;
      case SymmetricKeyAlgorithmTags.CAST5 -> Algorithm.CAST5;
      case SymmetricKeyAlgorithmTags.BLOWFISH -> Algorithm.BLOWFISH;
      case SymmetricKeyAlgorithmTags.AES_128 -> Algorithm.AES128;
      case SymmetricKeyAlgorithmTags.AES_192 -> Algorithm.AES192;
      case SymmetricKeyAlgorithmTags.AES_256 -> Algorithm.AES256;
      case SymmetricKeyAlgorithmTags.TWOFISH -> Algorithm.TWOFISH;
      case SymmetricKeyAlgorithmTags.CAMELLIA_128,
          SymmetricKeyAlgorithmTags.CAMELLIA_192,
          SymmetricKeyAlgorithmTags.CAMELLIA_256 ->
          Algorithm.CAMELLIA;
      default -> Algorithm.UNKNOWN;
    };
  }

  /**
   * The algorithm of a key; unknown where its numbers are larger than anybody needs, for they make
   * one verification cost seconds.
   */
  static Algorithm key(PGPPublicKey key) {
    return isOversized(key) ? Algorithm.UNKNOWN : ordinary(key);
  }

  private static boolean isOversized(PGPPublicKey key) {
    return switch (key.getPublicKeyPacket().getKey()) {
      case RSAPublicBCPGKey rsa ->
          rsa.getModulus().bitLength() > MOST_BITS
              || rsa.getPublicExponent().bitLength() > MOST_BITS_OF_EXPONENT;
      case DSAPublicBCPGKey dsa ->
          dsa.getP().bitLength() > MOST_BITS || dsa.getQ().bitLength() > MOST_BITS_OF_Q;
      case ElGamalPublicBCPGKey elgamal -> elgamal.getP().bitLength() > MOST_BITS;
      default -> false;
    };
  }

  private static Algorithm ordinary(PGPPublicKey key) {
    return switch (key.getAlgorithm()) {
      case PublicKeyAlgorithmTags.RSA_GENERAL, RSA_ENCRYPT_ONLY, RSA_SIGN_ONLY ->
          key.getBitStrength() < 2048
              ? Algorithm.RSA_UNDER_2048
              : key.getBitStrength() < 3072 ? Algorithm.RSA_2048 : Algorithm.RSA_3072;
      case PublicKeyAlgorithmTags.DSA ->
          key.getBitStrength() < 2048 ? Algorithm.DSA_UNDER_2048 : Algorithm.DSA;
      case PublicKeyAlgorithmTags.ELGAMAL_ENCRYPT ->
          key.getBitStrength() < 2048 ? Algorithm.ELGAMAL_UNDER_2048 : Algorithm.ELGAMAL;
      case PublicKeyAlgorithmTags.ECDH,
          PublicKeyAlgorithmTags.ECDSA,
          PublicKeyAlgorithmTags.EDDSA_LEGACY ->
          curve(key);
      case PublicKeyAlgorithmTags.Ed25519 -> Algorithm.ED25519;
      case PublicKeyAlgorithmTags.X25519 -> Algorithm.X25519;
      case PublicKeyAlgorithmTags.Ed448 -> Algorithm.ED448;
      case PublicKeyAlgorithmTags.X448 -> Algorithm.X448;
      default -> Algorithm.UNKNOWN;
    };
  }

  private static Algorithm curve(PGPPublicKey key) {
    if (!(key.getPublicKeyPacket().getKey() instanceof ECPublicBCPGKey curve)) {
      return Algorithm.UNKNOWN;
    }
    var oid = curve.getCurveOID();
    if (oid.equals(GNUObjectIdentifiers.Ed25519)) {
      return Algorithm.ED25519_LEGACY;
    }
    if (oid.equals(CryptlibObjectIdentifiers.curvey25519)) {
      return Algorithm.X25519_LEGACY;
    }
    if (NIST.contains(oid)) {
      return Algorithm.NIST_CURVE;
    }
    return BRAINPOOL.contains(oid) ? Algorithm.BRAINPOOL_CURVE : Algorithm.OTHER_CURVE;
  }
}
