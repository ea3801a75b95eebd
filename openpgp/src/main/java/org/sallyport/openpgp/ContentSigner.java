package org.sallyport.openpgp;

import java.io.OutputStream;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.PGPContentSigner;
import org.bouncycastle.openpgp.operator.PGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyConverter;

/**
 * Signs content with a key and a hash: Ed25519 over a digest of the JDK's, everything else as
 * Bouncy Castle does it.
 */
final class ContentSigner implements PGPContentSignerBuilder {
  private final PGPPublicKey key;
  private final int hash;

  ContentSigner(PGPPublicKey key, int hash) {
    this.key = key;
    this.hash = hash;
  }

  @Override
  public PGPContentSigner build(int type, PGPPrivateKey secret) throws PGPException {
    var digest = JdkDigest.of(hash);
    if (digest.isEmpty() || !isEd25519(key)) {
      return new BcPGPContentSignerBuilder(key.getAlgorithm(), hash).build(type, secret);
    }
    return new Ed25519Content(
        type, hash, key, new BcPGPKeyConverter().getPrivateKey(secret), digest.get());
  }

  static boolean isEd25519(PGPPublicKey key) {
    return key.getAlgorithm() == PublicKeyAlgorithmTags.Ed25519
        || AlgorithmIds.key(key) == Algorithm.ED25519_LEGACY;
  }

  /** One signature in the making. */
  private static final class Ed25519Content implements PGPContentSigner {
    private final int type;
    private final int hash;
    private final PGPPublicKey key;
    private final AsymmetricKeyParameter secret;
    private final JdkDigest digest;

    Ed25519Content(
        int type, int hash, PGPPublicKey key, AsymmetricKeyParameter secret, JdkDigest digest) {
      this.type = type;
      this.hash = hash;
      this.key = key;
      this.secret = secret;
      this.digest = digest;
    }

    @Override
    public OutputStream getOutputStream() {
      return digest;
    }

    @Override
    public byte[] getDigest() {
      return digest.value();
    }

    @Override
    public byte[] getSignature() {
      var value = digest.value();
      var signer = new Ed25519Signer();
      signer.init(true, secret);
      signer.update(value, 0, value.length);
      return signer.generateSignature();
    }

    @Override
    public int getType() {
      return type;
    }

    @Override
    public int getHashAlgorithm() {
      return hash;
    }

    @Override
    public int getKeyAlgorithm() {
      return key.getAlgorithm();
    }

    @Override
    public long getKeyID() {
      return key.getKeyID();
    }
  }
}
