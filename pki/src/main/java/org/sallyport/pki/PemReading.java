package org.sallyport.pki;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Reads back what {@link PemFiles} writes, and nothing else. */
final class PemReading {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private PemReading() {}

  static List<X509Certificate> certificates(Path file) throws IOException {
    var found = new ArrayList<X509Certificate>();
    try (var in = Files.newInputStream(file)) {
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add((X509Certificate) certificate);
      }
    } catch (CertificateException e) {
      throw new IOException(file + " is not a certificate in PEM", e);
    }
    if (found.isEmpty()) {
      throw new IOException(file + " holds no certificate");
    }
    return List.copyOf(found);
  }

  static PrivateKey key(Path file, String algorithm) throws IOException {
    var text = Files.readString(file, US_ASCII).strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new IOException(file + " is not a key in PEM (PKCS#8)");
    }
    var body = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      var encoded = Base64.getMimeDecoder().decode(body);
      var key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      Arrays.fill(encoded, (byte) 0);
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(file + " does not hold the key of its certificate", e);
    }
  }
}
