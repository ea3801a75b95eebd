package org.sallyport.net.tls;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TLS towards clients.
 *
 * @param certificates at least one; the first is shown to clients that name no server
 * @param clients what clients must show; empty: they are not asked
 * @param applicationProtocols offered by ALPN (RFC 7301), such as {@code http/1.1}; empty: no ALPN
 * @param clock for the validity of certificates
 * @param provider which implementation is used
 */
public record ServerTlsParameters(
    List<CertificateFiles> certificates,
    Optional<ClientCertificates> clients,
    List<String> applicationProtocols,
    InstantSource clock,
    TlsProvider provider) {
  public ServerTlsParameters {
    certificates = List.copyOf(certificates);
    applicationProtocols = List.copyOf(applicationProtocols);
  }

  /**
   * Mutual TLS.
   *
   * @param trust PEM with the authorities that may have issued clients' certificates; each is
   *     trusted by itself
   * @param required whether a client without a certificate is turned away
   */
  public record ClientCertificates(Path trust, boolean required) {}

  /**
   * One or more certificates, clients not asked, no ALPN, the system's clock, the best provider.
   */
  public static ServerTlsParameters of(CertificateFiles... certificates) {
    return new ServerTlsParameters(
        List.of(certificates),
        Optional.empty(),
        List.of(),
        InstantSource.system(),
        TlsProvider.BEST);
  }

  /** The same, asking clients for a certificate. */
  public ServerTlsParameters asking(ClientCertificates asked) {
    return new ServerTlsParameters(
        certificates, Optional.of(asked), applicationProtocols, clock, provider);
  }

  /** The same on another provider. */
  public ServerTlsParameters on(TlsProvider other) {
    return new ServerTlsParameters(certificates, clients, applicationProtocols, clock, other);
  }

  List<Path> paths() {
    var paths = new ArrayList<Path>();
    certificates.forEach(files -> paths.addAll(files.paths()));
    clients.ifPresent(asked -> paths.add(asked.trust()));
    return List.copyOf(paths);
  }
}
