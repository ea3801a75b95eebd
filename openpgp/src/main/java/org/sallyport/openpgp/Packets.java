package org.sallyport.openpgp;

import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignatureList;

/** What people call the packets that Bouncy Castle reads. */
final class Packets {
  private Packets() {}

  static String name(Object packet) {
    return switch (packet) {
      case PGPPublicKeyRing _ -> "a certificate";
      case PGPSecretKeyRing _ -> "a secret key";
      case PGPSignatureList _ -> "signatures";
      case PGPOnePassSignatureList _ -> "a signed message";
      case PGPEncryptedDataList _ -> "an encrypted message";
      case PGPCompressedData _ -> "a compressed message";
      case PGPLiteralData _ -> "a message";
      default -> "a packet that does not belong there";
    };
  }
}
