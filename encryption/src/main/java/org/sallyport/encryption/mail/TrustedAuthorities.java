package org.sallyport.encryption.mail;

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

/** TLS towards a relay; the mail library compares the name. */
final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /** A context that trusts the certificates of a file; without one, what Java trusts. */
  static Loaded<SSLContext> of(Optional<Path> file) {
    return file.map(
            each ->
                PemCertificates.read(each).then(read -> Loaded.ready(context(Optional.of(read)))))
        .orElseGet(() -> Loaded.ready(context(Optional.empty())));
  }

  private static SSLContext context(Optional<List<X509Certificate>> trusted) {
    try {
      if (trusted.isEmpty()) {
        return SSLContext.getDefault();
      }
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (var each : trusted.get()) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK has TLS and keeps certificates in memory", e);
    }
  }
}
