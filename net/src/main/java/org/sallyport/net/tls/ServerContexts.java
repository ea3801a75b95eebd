package org.sallyport.net.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslCredential;
import io.netty.handler.ssl.OpenSslCredentialBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One generation of a server's certificates: the store, and a context for each certificate. The
 * contexts are counted references; each connection holds its own, so that {@link #release} frees a
 * context at once or when its last connection ends.
 */
final class ServerContexts {
  private final CertificateStore store;
  private final Map<CertificateEntry, SslContext> contexts;
  private final SSLContext sockets;

  private ServerContexts(
      CertificateStore store, Map<CertificateEntry, SslContext> contexts, SSLContext sockets) {
    this.store = store;
    this.contexts = contexts;
    this.sockets = sockets;
  }

  static Loaded<ServerContexts> load(ServerTlsParameters parameters) {
    return CertificateStore.load(parameters.certificates(), parameters.clock())
        .then(store -> clients(parameters).then(trust -> build(parameters, store, trust)));
  }

  private static Loaded<Optional<PeerTrustManager>> clients(ServerTlsParameters parameters) {
    if (parameters.clients().isEmpty()) {
      return Loaded.ready(Optional.empty());
    }
    return PemCertificates.read(parameters.clients().get().trust())
        .then(
            read -> {
              var bundle = new TrustBundle(read);
              return Loaded.ready(
                  Optional.of(PeerTrustManager.ofClients(bundle, parameters.clock())));
            });
  }

  private static Loaded<ServerContexts> build(
      ServerTlsParameters parameters, CertificateStore store, Optional<PeerTrustManager> trust) {
    var generation =
        new ServerContexts(
            store, new IdentityHashMap<>(), ServerSockets.of(store, trust, parameters.clock()));
    for (var entry : store.entries()) {
      try {
        generation.contexts.put(entry, context(parameters, store, entry, trust));
      } catch (SSLException | IllegalArgumentException e) {
        generation.release();
        return Loaded.refused(
            entry.origin().toString(), "TLS does not take the certificate: " + e.getMessage());
      }
    }
    return Loaded.ready(generation);
  }

  private static SslContext context(
      ServerTlsParameters parameters,
      CertificateStore store,
      CertificateEntry entry,
      Optional<PeerTrustManager> trust)
      throws SSLException {
    var rsa = store.rsaTwin(entry);
    if (rsa != null && parameters.provider().netty() != SslProvider.JDK) {
      return withCredential(parameters, entry, rsa, trust);
    }
    var shown = new ArrayList<CertificateEntry>(List.of(entry));
    if (rsa != null) {
      shown.add(rsa);
    }
    var builder =
        shown.size() == 1
            ? SslContextBuilder.forServer(entry.key(), entry.chain())
            : SslContextBuilder.forServer(KeyManagers.of(shown));
    return finish(builder, parameters, trust);
  }

  /**
   * BoringSSL chooses between several credentials by what the client can verify. The RSA
   * certificate is the context's ordinary one, which comes last.
   */
  private static SslContext withCredential(
      ServerTlsParameters parameters,
      CertificateEntry elliptic,
      CertificateEntry rsa,
      Optional<PeerTrustManager> trust)
      throws SSLException {
    OpenSslCredential credential;
    try {
      var chain = elliptic.chain().toArray(X509Certificate[]::new);
      credential = OpenSslCredentialBuilder.forX509(elliptic.key(), chain).build();
    } catch (Exception e) { // declared as Exception by Netty
      throw new SSLException("the key is not taken", e);
    }
    try {
      var builder = SslContextBuilder.forServer(rsa.key(), rsa.chain()).addCredential(credential);
      return finish(builder, parameters, trust);
    } finally {
      credential.release();
    }
  }

  private static SslContext finish(
      SslContextBuilder builder, ServerTlsParameters parameters, Optional<PeerTrustManager> trust)
      throws SSLException {
    TlsPolicy.apply(builder, parameters.provider(), parameters.applicationProtocols());
    if (trust.isPresent()) {
      boolean required = parameters.clients().orElseThrow().required();
      builder
          .trustManager(trust.get())
          .clientAuth(required ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
    }
    return builder.build();
  }

  SSLContext sockets() {
    return sockets;
  }

  CertificateStore store() {
    return store;
  }

  SslContext choose(@Nullable String serverName, long nowEpochMillis) {
    var context = contexts.get(store.choose(serverName, nowEpochMillis));
    if (context == null) {
      throw new IllegalStateException("every certificate of the store has a context");
    }
    return context;
  }

  void release() {
    contexts.values().forEach(ReferenceCountUtil::release);
  }

  /** References that are held to the contexts; 0 when all are freed or none is counted. */
  int references() {
    return contexts.values().stream()
        .mapToInt(one -> Math.max(0, ReferenceCountUtil.refCnt(one)))
        .sum();
  }
}
