package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.kernel.Secret;
import org.sallyport.net.tls.CertificateFiles;
import org.sallyport.net.tls.KeySource;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.ServerTls;
import org.sallyport.net.tls.ServerTlsParameters;
import org.sallyport.web.CertificateSettings;

/** The private key of a listener, read anew at each reload. */
record ListenerKey(SecretSource source) implements KeySource {

  /** The certificates of a listener. Blocks on their files. */
  static Loaded<ServerTls> open(List<CertificateSettings> certificates) {
    var files =
        certificates.stream()
            .map(each -> new CertificateFiles(each.chain(), new ListenerKey(each.key())))
            .toArray(CertificateFiles[]::new);
    return ServerTls.open(ServerTlsParameters.of(files));
  }

  @Override
  public Secret read() throws IOException {
    return switch (Secrets.read(source)) {
      case Secrets.Found.Value(var secret, _) -> secret;
      case Secrets.Found.Missing(var message) -> throw new IOException(message);
    };
  }

  @Override
  public Optional<Path> file() {
    return source instanceof SecretSource.File(var path) ? Optional.of(path) : Optional.empty();
  }

  @Override
  public String description() {
    return source.toString();
  }
}
