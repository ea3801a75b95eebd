package org.sallyport.app.encryption;

import java.nio.file.Path;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where a secret is, as command lines say it; never the secret itself. */
final class Sources {
  private Sources() {}

  static SecretSource of(CommandSpec spec, String option, String text) {
    if (text.startsWith("file:")) {
      return new SecretSource.File(Path.of(text.substring("file:".length())));
    }
    if (text.startsWith("env:")) {
      return new SecretSource.Environment(text.substring("env:".length()));
    }
    throw new ParameterException(spec.commandLine(), option + ": expected file:PATH or env:NAME");
  }

  /** The secret that is there. */
  static String text(CommandSpec spec, String option, String source) {
    return switch (Secrets.read(of(spec, option, source))) {
      case Secrets.Found.Value(var secret, _) -> {
        try (secret) {
          yield secret.revealText();
        }
      }
      case Secrets.Found.Missing(var message) ->
          throw new ParameterException(spec.commandLine(), message);
    };
  }
}
