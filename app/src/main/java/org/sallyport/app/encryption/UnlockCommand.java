package org.sallyport.app.encryption;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
    try (var passphrase = AskedPassphrase.read(link.spec(), source, "Ignition passphrase")) {
      return link.post("/ignition", Map.of("passphrase", passphrase.revealText()));
    }
  }
}
