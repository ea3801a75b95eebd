package org.sallyport.gateway.factor;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.gateway.factor.AuthorityLinkSettings.Certificate;
import org.sallyport.net.tls.CertificateFiles;
import org.sallyport.net.tls.KeySource;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.PemCertificates;

/**
 * The certificate that the authority knows this gateway by: where it is, until when it is valid.
 */
final class OwnCertificate {
  private final Path chain;
  private final InstantSource clock;
  private volatile Optional<Instant> validUntil = Optional.empty();

  OwnCertificate(Certificate settings, InstantSource clock) {
    this.chain = settings.chain();
    this.clock = clock;
  }

  static Loaded<CertificateFiles> files(Certificate settings) {
    return switch (settings.key()) {
      case SecretSource.File(var path) -> Loaded.ready(CertificateFiles.of(settings.chain(), path));
      case SecretSource.Environment(var name) ->
          switch (Secrets.read(settings.key())) {
            case Secrets.Found.Missing(var why) -> Loaded.refused("env:" + name, why);
            case Secrets.Found.Value(var text, _) ->
                Loaded.ready(
                    new CertificateFiles(settings.chain(), KeySource.of("env:" + name, text)));
          };
    };
  }

  /** Reads the file for the time that stands in it. */
  void read() {
    validUntil =
        switch (PemCertificates.read(chain)) {
          case Loaded.Ready<List<X509Certificate>>(var read, _) ->
              Optional.of(read.getFirst().getNotAfter().toInstant());
          case Loaded.Refused<List<X509Certificate>> _ -> validUntil;
        };
  }

  Optional<Instant> validUntil() {
    return validUntil;
  }

  boolean expired() {
    return validUntil.filter(until -> clock.instant().isAfter(until)).isPresent();
  }
}
