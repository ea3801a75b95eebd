package org.sallyport.gateway.alert;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.PemCertificates;

/** TLS towards servers that the libraries of mail and HTTP call: they compare names themselves. */
public final class TrustContext {
  private TrustContext() {}

  /**
   * A context that trusts the certificates of a file, or what Java trusts.
   *
   * @param trust PEM; empty for Java's own authorities
   */
  public static Loaded<SSLContext> of(Optional<Path> trust) {
    return trust
        .map(file -> PemCertificates.read(file).then(read -> Loaded.ready(context(read))))
        .orElseGet(() -> Loaded.ready(standard()));
  }

  private static SSLContext standard() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private static SSLContext context(List<X509Certificate> trusted) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < trusted.size(); i++) {
        store.setCertificateEntry("trusted-" + i, trusted.get(i));
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a context in memory is made", e);
    }
  }
}
