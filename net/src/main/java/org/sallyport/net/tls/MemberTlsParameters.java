package org.sallyport.net.tls;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * TLS towards a server.
 *
 * @param trust how the server proves who it is
 * @param expectedName the name that must stand in its certificate; also sent as server name (RFC
 *     6066 section 3) unless it is a literal address
 * @param certificate what is shown when the server asks for a certificate
 * @param clock for the validity of certificates
 * @param provider which implementation the Netty side uses
 */
public record MemberTlsParameters(
    MemberTrust trust,
    String expectedName,
    Optional<CertificateFiles> certificate,
    InstantSource clock,
    TlsProvider provider) {

  /** Without a certificate of our own, by the system's clock, on the best provider. */
  public static MemberTlsParameters of(MemberTrust trust, String expectedName) {
    return new MemberTlsParameters(
        trust, expectedName, Optional.empty(), InstantSource.system(), TlsProvider.BEST);
  }

  /** The same, showing a certificate. */
  public MemberTlsParameters showing(CertificateFiles files) {
    return new MemberTlsParameters(trust, expectedName, Optional.of(files), clock, provider);
  }

  List<Path> paths() {
    var paths = new ArrayList<>(trust.paths());
    certificate.ifPresent(files -> paths.addAll(files.paths()));
    return List.copyOf(paths);
  }
}
