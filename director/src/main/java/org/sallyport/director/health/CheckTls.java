package org.sallyport.director.health;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.director.settings.CertificateSettings;
import org.sallyport.director.settings.HealthCheckSettings;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.kernel.HostPort;
import org.sallyport.net.tls.CertificateFiles;
import org.sallyport.net.tls.KeySource;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.MemberTls;
import org.sallyport.net.tls.MemberTlsParameters;
import org.sallyport.net.tls.MemberTrust;
import org.sallyport.net.tls.Refresh;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How checks speak TLS to one name; shared by the checks that mean the same. */
final class CheckTls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckTls.class);

  private final MemberTls tls;

  /**
   * What makes two the same.
   *
   * @param name sent as SNI, and expected where {@code trust} is given
   */
  record Key(
      Optional<Path> trust,
      Optional<Path> pin,
      Optional<CertificateSettings> certificate,
      String name) {

    /** The key of a check of that member; empty for a check in clear. */
    static Optional<Key> of(HealthCheckSettings check, MemberSettings member) {
      if (!check.speaksTls()) {
        return Optional.empty();
      }
      var name = check.name().orElse(member.address().host());
      return Optional.of(new Key(check.trust(), check.pin(), check.certificate(), name));
    }

    private MemberTrust memberTrust() {
      if (pin.isPresent()) {
        return new MemberTrust.Pin(pin.get());
      }
      return trust.<MemberTrust>map(MemberTrust.Bundle::new).orElseGet(MemberTrust.Unchecked::new);
    }
  }

  private CheckTls(MemberTls tls) {
    this.tls = tls;
  }

  /** Reads the files. Blocks. */
  static Loaded<CheckTls> open(Key key) {
    var parameters = MemberTlsParameters.of(key.memberTrust(), key.name());
    Loaded<MemberTlsParameters> shown =
        key.certificate()
            .map(certificate -> files(certificate).then(f -> Loaded.ready(parameters.showing(f))))
            .orElseGet(() -> Loaded.ready(parameters));
    return shown.then(MemberTls::open).then(tls -> Loaded.ready(new CheckTls(tls)));
  }

  private static Loaded<CertificateFiles> files(CertificateSettings settings) {
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

  /** The client's side of TLS over a link's socket; the handshake is the caller's. */
  SSLSocket over(DeadlineSocket raw) throws IOException {
    if (tls.refresh() instanceof Refresh.Refused(var problems)) {
      for (var problem : problems) {
        LOG.atWarn()
            .addKeyValue("file", problem.subject())
            .addKeyValue("cause", problem.sentence())
            .log("certificate-rejected");
      }
    }
    return tls.over(raw, new HostPort(tls.expectedName(), raw.getPort()));
  }

  @Override
  public void close() {
    tls.close();
  }
}
