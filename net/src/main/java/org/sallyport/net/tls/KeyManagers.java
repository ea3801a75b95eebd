package org.sallyport.net.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/** Our certificates in the form that the JDK's TLS takes. */
final class KeyManagers {
  private static final char[] NO_PASSWORD = {};

  private KeyManagers() {}

  static KeyManagerFactory of(List<CertificateEntry> entries) {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < entries.size(); i++) {
        var entry = entries.get(i);
        var chain = entry.chain().toArray(X509Certificate[]::new);
        store.setKeyEntry("entry" + i, entry.key(), NO_PASSWORD, chain);
      }
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a key store in memory takes a key that was read", e);
    }
  }
}
