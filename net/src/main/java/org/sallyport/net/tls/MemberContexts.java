package org.sallyport.net.tls;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** One generation of what a member is verified by and shown: for event loops and for sockets. */
final class MemberContexts {
  private final SslContext loops;
  private final SSLContext sockets;

  private MemberContexts(SslContext loops, SSLContext sockets) {
    this.loops = loops;
    this.sockets = sockets;
  }

  SslContext loops() {
    return loops;
  }

  SSLContext sockets() {
    return sockets;
  }

  static Loaded<MemberContexts> load(MemberTlsParameters parameters) {
    return MemberVerification.load(
            parameters.trust(), parameters.expectedName(), parameters.clock())
        .then(
            verification ->
                own(parameters)
                    .then(own -> build(parameters, PeerTrustManager.ofServers(verification), own)));
  }

  private static Loaded<Optional<CertificateEntry>> own(MemberTlsParameters parameters) {
    if (parameters.certificate().isEmpty()) {
      return Loaded.ready(Optional.empty());
    }
    return CertificateLoader.load(parameters.certificate().get(), parameters.clock().instant())
        .then(entry -> Loaded.ready(Optional.of(entry)));
  }

  private static Loaded<MemberContexts> build(
      MemberTlsParameters parameters, PeerTrustManager trust, Optional<CertificateEntry> own) {
    try {
      return Loaded.ready(new MemberContexts(loops(parameters, trust, own), sockets(trust, own)));
    } catch (SSLException | IllegalArgumentException e) {
      return Loaded.refused(
          parameters.expectedName(), "TLS does not take the configuration: " + e.getMessage());
    }
  }

  private static SslContext loops(
      MemberTlsParameters parameters, PeerTrustManager trust, Optional<CertificateEntry> own)
      throws SSLException {
    var builder =
        SslContextBuilder.forClient()
            .trustManager(trust)
            .endpointIdentificationAlgorithm(null); // the trust manager compares the name itself
    serverName(parameters.expectedName()).ifPresent(builder::serverName);
    own.ifPresent(entry -> builder.keyManager(entry.key(), entry.chain()));
    return TlsPolicy.apply(builder, parameters.provider(), List.of()).build();
  }

  private static SSLContext sockets(PeerTrustManager trust, Optional<CertificateEntry> own) {
    try {
      var context = SSLContext.getInstance("TLS");
      var keys =
          own.map(entry -> KeyManagers.of(List.of(entry)).getKeyManagers())
              .orElse(new KeyManager[0]);
      context.init(keys, new TrustManager[] {trust}, null);
      context.getClientSessionContext().setSessionTimeout(1); // seconds; see MemberTls
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /**
   * What is sent as server name (RFC 6066 section 3): never a literal address, and not a name that
   * is no host name, such as one with an underscore, which the JDK cannot send. Such a name is
   * still compared with the certificate.
   */
  static Optional<SNIHostName> serverName(String expectedName) {
    if (CertificateNames.literal(expectedName).isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SNIHostName(CertificateNames.reference(expectedName)));
    } catch (IllegalArgumentException noHostName) {
      return Optional.empty();
    }
  }

  void release() {
    ReferenceCountUtil.release(loops);
  }
}
