package org.sallyport.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Keys as PKCS#8. The JDK leaves the public key out of an EC key, which is optional (RFC 5915
 * section 3) but without which GnuTLS reads none; here it is put in.
 */
final class KeyEncoding {
  private KeyEncoding() {}

  /** The key in DER; the caller wipes the array. */
  static byte[] of(PrivateKey key) {
    var encoded = key.getEncoded();
    if (encoded == null) {
      throw new IllegalArgumentException("the key does not leave its device");
    }
    if (!key.getAlgorithm().equals("EC")) {
      return encoded;
    }
    try {
      return withPublicKey(PrivateKeyInfo.getInstance(encoded)).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException("the key's own encoding cannot be read", e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static PrivateKeyInfo withPublicKey(PrivateKeyInfo plain) throws IOException {
    var algorithm = plain.getPrivateKeyAlgorithm();
    var curve =
        ECNamedCurveTable.getByOID(ASN1ObjectIdentifier.getInstance(algorithm.getParameters()));
    var secret = ECPrivateKey.getInstance(plain.parsePrivateKey()).getKey();
    var point = new FixedPointCombMultiplier().multiply(curve.getG(), secret).normalize();
    var key =
        new ECPrivateKey(
            curve.getN().bitLength(), secret, new DERBitString(point.getEncoded(false)), null);
    return new PrivateKeyInfo(algorithm, key);
  }
}
