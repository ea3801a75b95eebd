package org.sallyport.net.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.Secret;
import org.sallyport.pki.PemFiles;
import org.sallyport.testkit.TestPki;

class PrivateKeysTest {
  private final PrivateKey elliptic = TestPki.shared().server("a.example.com").key();
  private final PrivateKey rsa = TestPki.shared().rsaServer("a.example.com").key();

  @Test
  void a_key_in_pkcs8_is_read() {
    // The file has the public key as well (RFC 5915), so the two forms differ.
    assertThat(scalar(read(new String(PemFiles.keyText(elliptic), US_ASCII))))
        .isEqualTo(scalar(elliptic));
    assertThat(read(new String(PemFiles.keyText(rsa), US_ASCII))).isEqualTo(rsa);
  }

  @Test
  void a_key_in_pkcs1_is_read() throws IOException {
    var inner = PrivateKeyInfo.getInstance(rsa.getEncoded()).parsePrivateKey();
    var old = inner.toASN1Primitive().getEncoded();
    assertThat(read(pem("RSA PRIVATE KEY", old))).isEqualTo(rsa);
  }

  @Test
  void a_key_in_sec1_is_read_with_the_parameters_before_it() throws IOException {
    var info = PrivateKeyInfo.getInstance(elliptic.getEncoded());
    var curve = info.getPrivateKeyAlgorithm().getParameters();
    var bare = ECPrivateKey.getInstance(info.parsePrivateKey());
    var old = new ECPrivateKey(256, bare.getKey(), curve).getEncoded();
    var parameters = pem("EC PARAMETERS", curve.toASN1Primitive().getEncoded());
    var read =
        (java.security.interfaces.ECPrivateKey) read(parameters + pem("EC PRIVATE KEY", old));
    assertThat(read.getS()).isEqualTo(bare.getKey());
  }

  @Test
  void an_encrypted_key_is_refused_with_the_way_out() {
    assertThat(problem(pem("ENCRYPTED PRIVATE KEY", new byte[] {1})))
        .contains("encrypted")
        .contains("openssl pkey -in");
    assertThat(
            problem(
                """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED

                AAAA
                -----END RSA PRIVATE KEY-----
                """))
        .contains("encrypted");
  }

  @Test
  void what_is_not_a_key_is_named() {
    assertThat(problem(pem("CERTIFICATE", new byte[] {1}))).endsWith("found CERTIFICATE");
    assertThat(problem("hello")).endsWith("found no PEM at all");
    assertThat(problem("-----BEGIN PRIVATE KEY-----\nAAAA\n")).contains("END PRIVATE KEY");
    assertThat(problem(pem("PRIVATE KEY", new byte[] {48, 0}))).contains("damaged");
    assertThat(problem(pem("EC PRIVATE KEY", new byte[] {48, 3, 2, 1})))
        .contains("the EC key ends");
  }

  private static PrivateKey read(String text) {
    return PrivateKeys.read(Secret.ofText(text), "test").orElseThrow();
  }

  private static String problem(String text) {
    return switch (PrivateKeys.read(Secret.ofText(text), "test")) {
      case Loaded.Refused<PrivateKey>(var problems) -> problems.getFirst().sentence();
      case Loaded.Ready<PrivateKey> ready -> throw new AssertionError(ready.toString());
    };
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(content)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static BigInteger scalar(PrivateKey key) {
    return ((java.security.interfaces.ECPrivateKey) key).getS();
  }
}
