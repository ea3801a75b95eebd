package org.sallyport.app.encryption;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Backups, and the key that opens them. */
@Command(
    name = "backup",
    description = {
      "Make backups, and export the organisation key that opens them.",
      "",
      "A backup is encrypted to the organisation key. To restore it you need that key, exported"
          + " before, and an ignition passphrase of that time."
    },
    subcommands = {
      BackupCommands.Make.class,
      BackupCommands.ListAll.class,
      BackupCommands.ExportKey.class
    },
    footer = {
      "  sallyport encryption backup make",
      "  sallyport encryption backup export-key > organisation.key"
    })
final class BackupCommands extends CommandGroup {
  @Command(
      name = "make",
      description = "Make a backup in the node's folder, which its file names.",
      footer = {"  sallyport encryption backup make"})
  static final class Make implements Callable<Integer> {
    @Mixin private EncryptionLink link;

    @Override
    public Integer call() throws InterruptedException {
      return link.post("/backups");
    }
  }

  @Command(
      name = "list",
      description = "List the backups in the node's folder, the newest first.",
      footer = {"  sallyport encryption backup list"})
  static final class ListAll implements Callable<Integer> {
    @Mixin private EncryptionLink link;

    @Override
    public Integer call() throws InterruptedException {
      return link.get("/backups");
    }
  }

  @Command(
      name = "export-key",
      description = {
        "Print the organisation key in armor, under a passphrase of yours.",
        "",
        "Keep it where a fire that takes the servers does not reach."
      },
      footer = {"  sallyport encryption backup export-key > organisation.key"})
  static final class ExportKey implements Callable<Integer> {
    @Mixin private EncryptionLink link;

    @Option(
        names = "--passphrase",
        paramLabel = "SOURCE",
        description = "Where the passphrase is: file:PATH or env:NAME. Default: the terminal.")
    private @Nullable String source;

    @Override
    public Integer call() throws InterruptedException {
      try (var passphrase = AskedPassphrase.read(link.spec(), source, "New passphrase")) {
        return link.exchange(
            "/organisation-key/export", Map.of("passphrase", passphrase.revealText()));
      }
    }
  }
}
