package org.sallyport.openpgp;

import java.io.OutputStream;
import java.security.SecureRandom;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.operator.PGPDataEncryptor;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;

/** Version 1 of encrypted data (RFC 9580 section 5.13.1) with AES-256, over {@link AesCfb}. */
final class CfbEncryptor implements PGPDataEncryptorBuilder {
  private final SecureRandom random;

  CfbEncryptor(SecureRandom random) {
    this.random = random;
  }

  @Override
  public int getAlgorithm() {
    return SymmetricKeyAlgorithmTags.AES_256;
  }

  @Override
  public int getAeadAlgorithm() {
    return -1;
  }

  @Override
  public int getChunkSize() {
    return 0;
  }

  @Override
  public boolean isV5StyleAEAD() {
    return false;
  }

  @Override
  public SecureRandom getSecureRandom() {
    return random;
  }

  @Override
  public PGPDataEncryptor build(byte[] key) {
    return new PGPDataEncryptor() {
      @Override
      public OutputStream getOutputStream(OutputStream sink) {
        return AesCfb.encrypting(sink, key);
      }

      @Override
      public PGPDigestCalculator getIntegrityCalculator() {
        return Bc.digest(HashAlgorithmTags.SHA1);
      }

      @Override
      public int getBlockSize() {
        return 16;
      }
    };
  }

  @Override
  public PGPDataEncryptor build(byte[] key, byte[] messageId) {
    throw new UnsupportedOperationException("version 1 has no other form");
  }

  @Override
  public PGPDataEncryptorBuilder setWithIntegrityPacket(boolean with) {
    if (!with) {
      throw new UnsupportedOperationException("nothing is written without an integrity check");
    }
    return this;
  }

  @Override
  public PGPDataEncryptorBuilder setWithAEAD(int algorithm, int chunk) {
    throw new UnsupportedOperationException("version 1 has no AEAD");
  }

  @Override
  public PGPDataEncryptorBuilder setUseV5AEAD() {
    throw new UnsupportedOperationException("version 1 has no AEAD");
  }

  @Override
  public PGPDataEncryptorBuilder setUseV6AEAD() {
    throw new UnsupportedOperationException("version 1 has no AEAD");
  }
}
