package org.sallyport.client.link;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trust in a server by its stamp. The JDK decides, by name and chain (RFC 9110 section 4.3.4, RFC
 * 5280); this only tells what was found where it refuses. There is no way around a refusal.
 */
final class StampTrust extends X509ExtendedTrustManager {
  private final Server server;
  private final X509ExtendedTrustManager decides;

  private StampTrust(Server server, X509ExtendedTrustManager decides) {
    this.server = server;
    this.decides = decides;
  }

  static SSLContext context(Server server, Optional<String> trust) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trust.isPresent() ? anchors(trust.get()) : null);
      for (var manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager found) {
          var context = SSLContext.getInstance("TLS");
          context.init(null, new TrustManager[] {new StampTrust(server, found)}, null);
          return context;
        }
      }
      throw new IllegalStateException("the JDK has no trust manager for certificates");
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("trust in memory can be used", e);
    }
  }

  private static KeyStore anchors(String pem) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    for (var certificate : Stamp.certificates(pem)) {
      store.setCertificateEntry("trust" + number++, certificate);
    }
    return store;
  }

  /** The refusal within what a failed connection says. */
  static Optional<RefusedCertificate> refusal(Throwable broken) {
    for (@Nullable Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) {
        return Optional.of(refused.what);
      }
    }
    return Optional.empty();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    try {
      decides.checkServerTrusted(chain, type, engine);
    } catch (CertificateException e) {
      throw new Refused(RefusedCertificate.of(server, chain[0], problem(chain, type)), e);
    }
  }

  private RefusedCertificate.Problem problem(X509Certificate[] chain, String type) {
    try {
      chain[0].checkValidity();
    } catch (CertificateException outOfTime) {
      return RefusedCertificate.Problem.TIME;
    }
    try {
      decides.checkServerTrusted(chain, type);
      return RefusedCertificate.Problem.NAME;
    } catch (CertificateException notOfOurs) {
      return RefusedCertificate.Problem.ISSUER;
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("connections here have an engine");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("a name is needed");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return decides.getAcceptedIssuers();
  }

  private static final class Refused extends CertificateException {
    private static final long serialVersionUID = 1L;
    private final transient RefusedCertificate what;

    Refused(RefusedCertificate what, CertificateException cause) {
      super(what.sentence(), cause);
      this.what = what;
    }
  }
}
