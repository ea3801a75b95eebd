package org.sallyport.app.encryption;

import java.util.Map;
import org.sallyport.app.encryption.BackupCommands.ExportKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The organisation key. */
@Command(
    name = "organisation",
    description = "The key that signs policies and vouches for people's keys.",
    subcommands = {ExportKey.class},
    footer = {
      "  sallyport encryption organisation show",
      "  sallyport encryption organisation certificate > organisation.asc"
    })
final class OrganisationCommands extends CommandGroup {
  @Command(name = "show", description = "Its fingerprint and end, and those of the keys before it.")
  int show(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/organisation-key");
  }

  @Command(name = "certificate", description = "Print its certificate in armor.")
  int certificate(@Mixin EncryptionLink link) throws InterruptedException {
    return link.raw("/organisation-key/certificate");
  }

  @Command(
      name = "renew",
      description = {
        "Let it last its whole time again. Clients go on as they are.",
        "",
        "A server does so by itself sixty days before the end."
      })
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
      })
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
