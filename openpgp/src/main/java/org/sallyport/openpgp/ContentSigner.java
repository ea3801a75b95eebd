package org.sallyport.openpgp;

import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.PGPContentSigner;
import org.bouncycastle.openpgp.operator.PGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;

/** Signs content with a key and a hash. */
final class ContentSigner implements PGPContentSignerBuilder {
  private final BcPGPContentSignerBuilder builder;

  ContentSigner(PGPPublicKey key, int hash) {
    builder = new BcPGPContentSignerBuilder(key.getAlgorithm(), hash);
  }

  @Override
  public PGPContentSigner build(int type, PGPPrivateKey key) throws PGPException {
    return builder.build(type, key);
  }
}
