package org.sallyport.net.tls;

import io.netty.handler.ssl.ResumableX509ExtendedTrustManager;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.sallyport.net.tls.TrustBundle.Purpose;

/**
 * Puts our verification where TLS stacks want it. It is the whole verification: because it takes
 * the engine or socket itself, neither stack adds a check of its own. Called on event loops and
 * virtual threads: once for each full handshake, and by Netty once for each resumed session.
 */
final class PeerTrustManager extends X509ExtendedTrustManager
    implements ResumableX509ExtendedTrustManager {
  private static final X509Certificate[] NONE = {};

  private final Verification servers;
  private final Verification clients;
  private final List<X509Certificate> accepted;

  private PeerTrustManager(
      Verification servers, Verification clients, List<X509Certificate> accepted) {
    this.servers = servers;
    this.clients = clients;
    this.accepted = accepted;
  }

  /** For a client: verifies servers, and no client. */
  static PeerTrustManager ofServers(Verification verification) {
    return new PeerTrustManager(verification, PeerTrustManager::notAsked, List.of());
  }

  /** For a server: verifies clients against a bundle, whose subjects it names to them. */
  static PeerTrustManager ofClients(TrustBundle bundle, InstantSource clock) {
    Verification full = chain -> bundle.verify(chain, clock.instant(), Purpose.CLIENT);
    return new PeerTrustManager(
        PeerTrustManager::notAsked, full.timed(clock), bundle.certificates());
  }

  private static Optional<TlsFailure> notAsked(List<X509Certificate> chain) {
    return Optional.of(new TlsFailure.WrongPurpose("the peer plays the wrong part"));
  }

  private static void check(Verification verification, X509Certificate[] chain)
      throws RejectedCertificateException {
    if (chain.length == 0) {
      throw new RejectedCertificateException(
          new TlsFailure.Untrusted("the peer showed no certificate"));
    }
    raise(verification.failure(List.of(chain)));
  }

  private static void check(Verification verification, X509Certificate[] chain, SSLEngine engine)
      throws CertificateException {
    try {
      check(verification, chain);
    } catch (RejectedCertificateException rejected) {
      throw RejectionAlert.of(rejected, engine);
    }
  }

  private static void raise(Optional<TlsFailure> failure) throws RejectedCertificateException {
    if (failure.isPresent()) {
      throw new RejectedCertificateException(failure.get());
    }
  }

  @Override
  public void resumeServerTrusted(X509Certificate[] chain, SSLEngine engine)
      throws CertificateException {
    raise(servers.failureOnResumption(List.of(chain)));
  }

  @Override
  public void resumeClientTrusted(X509Certificate[] chain, SSLEngine engine)
      throws CertificateException {
    raise(clients.failureOnResumption(List.of(chain)));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
      throws CertificateException {
    check(servers, chain, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyType, Socket socket)
      throws CertificateException {
    check(servers, chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyType)
      throws CertificateException {
    check(servers, chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyType, SSLEngine engine)
      throws CertificateException {
    check(clients, chain, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyType, Socket socket)
      throws CertificateException {
    check(clients, chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyType)
      throws CertificateException {
    check(clients, chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return accepted.toArray(NONE);
  }
}
