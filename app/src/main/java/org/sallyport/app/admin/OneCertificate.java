package org.sallyport.app.admin;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.PemCertificates;

/**
 * Believes the one certificate that the node's own file names, whatever it says: a command on the
 * same machine calls an address, for which the certificate need not be made out.
 */
final class OneCertificate extends X509ExtendedTrustManager {
  private final X509Certificate expected;

  private OneCertificate(X509Certificate expected) {
    this.expected = expected;
  }

  /**
   * TLS of a client that believes the first certificate of a PEM file.
   *
   * @throws IOException with a sentence, when it cannot be read
   */
  static SSLContext context(Path file) throws IOException {
    return switch (PemCertificates.read(file)) {
      case Loaded.Refused<List<X509Certificate>>(var problems) ->
          throw new IOException(problems.getFirst().toString());
      case Loaded.Ready<List<X509Certificate>>(var chain, _) -> context(chain.getFirst());
    };
  }

  private static SSLContext context(X509Certificate expected) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new OneCertificate(expected)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0 || !chain[0].equals(expected)) {
      throw new CertificateException("the listener shows another certificate than the file names");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no clients are expected");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("no clients are expected");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("no clients are expected");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
