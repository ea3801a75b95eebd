package org.sallyport.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.sallyport.kernel.Secret;

/** Certificates and keys as the JDK's TLS takes them. Blocks on files. */
public final class CertificateReading {
  /** Protects entries of a store that never leaves memory. */
  public static final String STORE_PASSWORD = "in-memory";

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private CertificateReading() {}

  /**
   * A store of all of them.
   *
   * @throws IllegalArgumentException with a sentence that names the file
   */
  public static KeyStore store(List<ServerCertificate> certificates) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (var each : certificates) {
        var chain = chain(each.chain());
        var key = key(each, chain.getFirst().getPublicKey().getAlgorithm());
        store.setKeyEntry(
            "certificate-" + store.size(),
            key,
            STORE_PASSWORD.toCharArray(),
            chain.toArray(Certificate[]::new));
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the certificates cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * A store of the authorities in a PEM file; each is trusted by itself.
   *
   * @throws IllegalArgumentException with a sentence that names the file
   */
  public static KeyStore trust(Path file) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (var each : chain(file)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(file + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static List<? extends Certificate> chain(Path file) {
    try (var in = Files.newInputStream(file)) {
      var chain = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (chain.isEmpty()) {
        throw new IllegalArgumentException(file + " holds no certificate in PEM");
      }
      return List.copyOf(chain);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException(file + " is not a certificate in PEM", e);
    }
  }

  private static PrivateKey key(ServerCertificate certificate, String algorithm) {
    try (Secret secret = certificate.key().get()) {
      var bytes = secret.reveal();
      var text = new String(bytes, US_ASCII);
      Arrays.fill(bytes, (byte) 0);
      int begin = text.indexOf(BEGIN);
      int end = text.indexOf(END);
      if (begin < 0 || end < begin) {
        throw new IllegalArgumentException(
            "the key of " + certificate.chain() + " is not PKCS#8 in PEM (BEGIN PRIVATE KEY)");
      }
      var body = text.substring(begin + BEGIN.length(), end);
      var encoded = Base64.getMimeDecoder().decode(body);
      var key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      Arrays.fill(encoded, (byte) 0);
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the key does not belong to the certificate " + certificate.chain(), e);
    }
  }
}
