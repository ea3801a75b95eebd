package org.sallyport.openpgp;

import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.bcpg.sig.PreferredAEADCiphersuites;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;

/**
 * What our keys ask others to use. Version 4 does not ask for what GnuPG 2.2 cannot write or read;
 * LibrePGP's packet of type 20 is never asked for, so it is never answered with.
 */
final class Preferences {
  private Preferences() {}

  static void add(PGPSignatureSubpacketGenerator packets, int version) {
    packets.setPreferredSymmetricAlgorithms(
        false, new int[] {SymmetricKeyAlgorithmTags.AES_256, SymmetricKeyAlgorithmTags.AES_128});
    packets.setPreferredHashAlgorithms(
        false, new int[] {HashAlgorithmTags.SHA512, HashAlgorithmTags.SHA256});
    packets.setPreferredCompressionAlgorithms(
        false,
        new int[] {
          CompressionAlgorithmTags.UNCOMPRESSED,
          CompressionAlgorithmTags.ZLIB,
          CompressionAlgorithmTags.ZIP
        });
    if (version >= 6) {
      packets.setFeature(
          false, (byte) (Features.FEATURE_MODIFICATION_DETECTION | Features.FEATURE_SEIPD_V2));
      // GCM first: the JDK has it in hardware; OCB is what everybody must be able to (section 9.6).
      packets.setPreferredAEADCiphersuites(
          PreferredAEADCiphersuites.builder(false)
              .addCombination(SymmetricKeyAlgorithmTags.AES_256, AEADAlgorithmTags.GCM)
              .addCombination(SymmetricKeyAlgorithmTags.AES_256, AEADAlgorithmTags.OCB));
    } else {
      packets.setFeature(false, Features.FEATURE_MODIFICATION_DETECTION);
    }
  }
}
