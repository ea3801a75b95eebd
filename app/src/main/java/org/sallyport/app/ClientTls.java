package org.sallyport.app;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.web.CertificateReading;
import org.sallyport.web.ServerCertificate;

/** TLS of a command: what it shows and whom it trusts, from PEM files. */
final class ClientTls {
  private ClientTls() {}

  /** A certificate chain and its key. */
  record Shown(Path chain, Path key) {}

  /**
   * The context.
   *
   * @param trust the authorities that may have issued the server's certificate
   * @throws IllegalArgumentException with a sentence, when a file cannot be read
   */
  static SSLContext context(Optional<Shown> shown, Path trust) {
    try {
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(CertificateReading.trust(trust));
      var context = SSLContext.getInstance("TLS");
      context.init(shown.isPresent() ? keys(shown.get()) : null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the certificates cannot be used: " + e.getMessage(), e);
    }
  }

  private static KeyManager[] keys(Shown shown) throws GeneralSecurityException {
    var certificate =
        new ServerCertificate(
            shown.chain,
            () ->
                switch (Secrets.read(new SecretSource.File(shown.key))) {
                  case Secrets.Found.Value(var secret, _) -> secret;
                  case Secrets.Found.Missing(var message) ->
                      throw new IllegalArgumentException(message);
                });
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(
        CertificateReading.store(List.of(certificate)),
        CertificateReading.STORE_PASSWORD.toCharArray());
    return factory.getKeyManagers();
  }
}
