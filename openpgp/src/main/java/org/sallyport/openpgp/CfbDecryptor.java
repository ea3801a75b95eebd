package org.sallyport.openpgp;

import java.io.InputStream;
import org.bouncycastle.bcpg.AEADEncDataPacket;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricEncIntegrityPacket;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.operator.PGPDataDecryptor;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.SessionKeyDataDecryptorFactory;

/** Version 1 of encrypted data (RFC 9580 section 5.13.1) with AES, over {@link AesCfb}. */
final class CfbDecryptor implements SessionKeyDataDecryptorFactory {
  private final PGPSessionKey key;

  CfbDecryptor(PGPSessionKey key) {
    this.key = key;
  }

  @Override
  public PGPSessionKey getSessionKey() {
    return key;
  }

  @Override
  public PGPDataDecryptor createDataDecryptor(
      boolean withIntegrity, int algorithm, byte[] sessionKey) throws PGPException {
    if (!withIntegrity) {
      throw new PGPException("data without an integrity check are not read");
    }
    return new PGPDataDecryptor() {
      @Override
      public InputStream getInputStream(InputStream source) {
        return AesCfb.decrypting(source, sessionKey);
      }

      @Override
      public int getBlockSize() {
        return 16;
      }

      @Override
      public PGPDigestCalculator getIntegrityCalculator() {
        return Bc.digest(HashAlgorithmTags.SHA1);
      }
    };
  }

  @Override
  public PGPDataDecryptor createDataDecryptor(AEADEncDataPacket packet, PGPSessionKey sessionKey)
      throws PGPException {
    throw new PGPException("this is for version 1 of encrypted data");
  }

  @Override
  public PGPDataDecryptor createDataDecryptor(
      SymmetricEncIntegrityPacket packet, PGPSessionKey sessionKey) throws PGPException {
    throw new PGPException("this is for version 1 of encrypted data");
  }
}
