package org.sallyport.net.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's TLS for blocking sockets of a server, on one generation of certificates. The choice is
 * that of {@link CertificateStore}, so that a socket shows what an event loop would.
 */
final class ServerSockets {
  private ServerSockets() {}

  static SSLContext of(
      CertificateStore store, Optional<PeerTrustManager> clients, InstantSource clock) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new Chooser(store, clock)},
          clients.stream().toArray(TrustManager[]::new),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /** Aliases are places in the store. Called within handshakes, on any thread. */
  private static final class Chooser extends X509ExtendedKeyManager {
    private final CertificateStore store;
    private final InstantSource clock;

    Chooser(CertificateStore store, InstantSource clock) {
      this.store = store;
      this.clock = clock;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      var session = socket instanceof SSLSocket ssl ? ssl.getHandshakeSession() : null;
      var chosen = store.choose(serverName(session), clock.millis());
      var twin = store.rsaTwin(chosen);
      if (fits(chosen, keyType)) {
        return alias(chosen);
      }
      return twin != null && fits(twin, keyType) ? alias(twin) : null;
    }

    private static boolean fits(CertificateEntry entry, String keyType) {
      return keyType.startsWith(entry.key().getAlgorithm());
    }

    private String alias(CertificateEntry entry) {
      return Integer.toString(store.entries().indexOf(entry));
    }

    private static @Nullable String serverName(@Nullable Object session) {
      if (session instanceof ExtendedSSLSession extended) {
        for (var each : extended.getRequestedServerNames()) {
          if (each instanceof SNIHostName host) {
            return CertificateNames.reference(host.getAsciiName());
          }
        }
      }
      return null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return entry(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return entry(alias).key();
    }

    private CertificateEntry entry(String alias) {
      return store.entries().get(Integer.parseInt(alias));
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }
  }
}
