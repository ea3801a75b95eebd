package org.sallyport.app.encryption;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Opens the vault. */
@Command(
    name = "unlock",
    description = {
      "Open the secrets of the server's store.",
      "",
      "The ignition passphrase is asked for on the terminal. A new store begins with it."
    },
    exitCodeList = {"0:open", "1:that opens nothing", "3:nobody answered"},
    footer = {
      "  sallyport encryption unlock",
      "  sallyport encryption unlock --passphrase file:ignition.key"
    })
final class UnlockCommand implements Callable<Integer> {
  @Mixin private EncryptionLink link;

  @Option(
      names = "--passphrase",
      paramLabel = "SOURCE",
      description = "Where the passphrase is: file:PATH or env:NAME. Default: the terminal.")
  private @Nullable String source;

  @Override
  public Integer call() throws InterruptedException {
    return link.post("/ignition", Map.of("passphrase", passphrase()));
  }

  @SuppressWarnings("SystemConsoleNull") // where there is no terminal, older ones give null
  private String passphrase() {
    if (source != null) {
      return fromSource(source);
    }
    var console = System.console();
    var typed =
        console == null || !console.isTerminal()
            ? null
            : console.readPassword("Ignition passphrase: ");
    if (typed == null) {
      throw wrong("there is no terminal to ask on: name the passphrase with --passphrase");
    }
    try {
      return new String(typed);
    } finally {
      Arrays.fill(typed, ' ');
    }
  }

  private String fromSource(String text) {
    return switch (Secrets.read(Sources.of(link.spec(), "--passphrase", text))) {
      case Secrets.Found.Value(var secret, _) -> {
        try (secret) {
          yield secret.revealText();
        }
      }
      case Secrets.Found.Missing(var message) -> throw wrong(message);
    };
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(link.spec().commandLine(), sentence);
  }
}
