package org.sallyport.app.encryption;

import java.util.Map;
import org.sallyport.app.encryption.BackupCommands.ExportKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The organisation key. */
@Command(
    name = "organisation",
    description = "The key that signs policies and vouches for people's keys.",
    subcommands = {ExportKey.class},
    footer = {
      "  sallyport encryption organisation show",
      "  sallyport encryption organisation certificate > organisation.asc"
    })
final class OrganisationCommands implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw EncryptionCommand.missing(spec);
  }

  @Command(
      name = "show",
      description = "Its fingerprint and end, and those of the keys before it.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int show(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/organisation-key");
  }

  @Command(
      name = "certificate",
      description = "Print its certificate in armor.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int certificate(@Mixin EncryptionLink link) throws InterruptedException {
    return link.raw("/organisation-key/certificate");
  }

  @Command(
      name = "renew",
      description = {
        "Let it last its whole time again. Clients go on as they are.",
        "",
        "A server does so by itself sixty days before the end."
      },
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int renew(@Mixin EncryptionLink link) throws InterruptedException {
    return link.post("/organisation-key/renewal");
  }

  @Command(
      name = "replace",
      description = {
        "Make another one.",
        "",
        "The present key signs that the new one follows it, and clients that have pinned it go over"
            + " at their next poll. Make new bundles, and export the new key: later backups open"
            + " with it, older ones with the present key. This cannot be taken back. Where somebody"
            + " else may have the secret of the present key, revoke the machines too."
      },
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int replace(
      @Mixin EncryptionLink link,
      @Parameters(
              paramLabel = "FINGERPRINT",
              description = "The whole fingerprint of the present key, so that no slip does this.")
          String fingerprint)
      throws InterruptedException {
    return link.post("/organisation-key/replacement", Map.of("fingerprint", fingerprint));
  }
}
