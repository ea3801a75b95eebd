package org.sallyport.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyEncodingTest {
  @TempDir private Path folder;

  /** Several times, because a coordinate begins with zeroes now and then. */
  @RepeatedTest(8)
  void an_elliptic_key_is_written_with_its_public_key() throws IOException {
    var pair = KeyKind.ECDSA_P256.generate();

    var info = PrivateKeyInfo.getInstance(KeyEncoding.of(pair.getPrivate()));
    var written = ECPrivateKey.getInstance(info.parsePrivateKey()).getPublicKey();

    assertThat(written).isNotNull();
    assertThat(written.getOctets())
        .isEqualTo(
            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded())
                .getPublicKeyData()
                .getOctets());
  }

  @Test
  void an_elliptic_key_is_read_back_as_it_was() throws IOException {
    var pair = KeyKind.ECDSA_P256.generate();
    var file = folder.resolve("key");

    PemFiles.writeKey(file, pair.getPrivate());

    assertThat(secret(PemReading.key(file, "EC"))).isEqualTo(secret(pair.getPrivate()));
  }

  private static BigInteger secret(PrivateKey key) {
    return ((java.security.interfaces.ECPrivateKey) key).getS();
  }

  @Test
  void an_rsa_key_is_written_as_the_jdk_does() {
    var key = KeyKind.RSA_2048.generate().getPrivate();

    assertThat(KeyEncoding.of(key)).isEqualTo(key.getEncoded());
  }
}
