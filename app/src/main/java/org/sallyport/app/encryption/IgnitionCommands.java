package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The passphrases that open a store. */
@Command(
    name = "ignition",
    description = {
      "The passphrases that open the store, by name.",
      "",
      "To change one, add another, put it where the old one was, and remove the old one. Nodes that"
          + " run go on meanwhile."
    },
    subcommands = {IgnitionCommands.Add.class},
    footer = {
      "  sallyport encryption ignition list",
      "  sallyport encryption ignition add second --passphrase file:second.txt",
      "  sallyport encryption ignition remove first"
    })
final class IgnitionCommands extends CommandGroup {
  @Command(name = "list", description = "Their names, and since when they open the store.")
  int list(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/ignition/passphrases");
  }

  @Command(name = "remove", description = "Let one open the store no longer. The last one stays.")
  int remove(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "NAME", description = "Which.") String name)
      throws InterruptedException {
    return link.delete("/ignition/passphrases/" + encoded(name));
  }

  @Command(
      name = "add",
      description = "Let another one open the store too.",
      footer = {"  sallyport encryption ignition add second --passphrase file:second.txt"})
  static final class Add implements Callable<Integer> {
    @Mixin private EncryptionLink link;

    @Parameters(paramLabel = "NAME", description = "What to call it.")
    private String name;

    @Option(
        names = "--passphrase",
        paramLabel = "SOURCE",
        description = "Where it is: file:PATH or env:NAME. Default: the terminal.")
    private @Nullable String source;

    @Override
    public Integer call() throws InterruptedException {
      try (var passphrase = AskedPassphrase.read(link.spec(), source, "Passphrase to add")) {
        return link.post(
            "/ignition/passphrases", Map.of("name", name, "passphrase", passphrase.revealText()));
      }
    }
  }
}
