package org.sallyport.director;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.kernel.Secret;
import org.sallyport.net.tls.KeySource;

/** A private key that the configuration refers to, read anew each time. */
record SecretKeySource(SecretSource source) implements KeySource {

  static KeySource of(SecretSource source) {
    return new SecretKeySource(source);
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
    return switch (source) {
      case SecretSource.File(var path) -> path.toString();
      case SecretSource.Environment(var name) -> "env:" + name;
    };
  }
}
