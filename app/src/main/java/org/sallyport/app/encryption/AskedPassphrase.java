package org.sallyport.app.encryption;

import java.nio.CharBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Secrets;
import org.sallyport.kernel.Secret;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A passphrase from where the command line says, or from whoever sits at the terminal. */
final class AskedPassphrase {
  private AskedPassphrase() {}

  /**
   * Reads it.
   *
   * @param source file:PATH or env:NAME; null to ask
   * @param question what to ask for
   */
  @SuppressWarnings("SystemConsoleNull") // where there is no terminal, older ones give null
  static Secret read(CommandSpec spec, @Nullable String source, String question) {
    if (source != null) {
      return switch (Secrets.read(Sources.of(spec, "--passphrase", source))) {
        case Secrets.Found.Value(var secret, _) -> secret;
        case Secrets.Found.Missing(var message) ->
            throw new ParameterException(spec.commandLine(), message);
      };
    }
    var console = System.console();
    var typed =
        console == null || !console.isTerminal() ? null : console.readPassword("%s: ", question);
    if (typed == null) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no terminal to ask on: name the passphrase with --passphrase");
    }
    try {
      return Secret.ofText(CharBuffer.wrap(typed));
    } finally {
      Arrays.fill(typed, ' ');
    }
  }
}
