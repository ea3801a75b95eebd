package org.sallyport.openpgp;

import java.io.OutputStream;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.PGPContentVerifier;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilder;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyConverter;

/** Verifies what {@link ContentSigner} signs, with the same division of work. */
final class ContentVerifiers implements PGPContentVerifierBuilderProvider {
  private final BcPGPContentVerifierBuilderProvider others =
      new BcPGPContentVerifierBuilderProvider();

  @Override
  public PGPContentVerifierBuilder get(int keyAlgorithm, int hash) throws PGPException {
    var builder = others.get(keyAlgorithm, hash);
    return key -> {
      var digest = JdkDigest.of(hash);
      return digest.isEmpty() || !ContentSigner.isEd25519(key) || key.getAlgorithm() != keyAlgorithm
          ? builder.build(key)
          : new Ed25519Content(hash, key, new BcPGPKeyConverter().getPublicKey(key), digest.get());
    };
  }

  /** One signature being verified. */
  private static final class Ed25519Content implements PGPContentVerifier {
    private final int hash;
    private final PGPPublicKey key;
    private final AsymmetricKeyParameter point;
    private final JdkDigest digest;

    Ed25519Content(int hash, PGPPublicKey key, AsymmetricKeyParameter point, JdkDigest digest) {
      this.hash = hash;
      this.key = key;
      this.point = point;
      this.digest = digest;
    }

    @Override
    public OutputStream getOutputStream() {
      return digest;
    }

    @Override
    public boolean verify(byte[] signature) {
      var value = digest.value();
      var verifier = new Ed25519Signer();
      verifier.init(false, point);
      verifier.update(value, 0, value.length);
      return verifier.verifySignature(signature);
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
