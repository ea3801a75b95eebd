package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Machines. */
@Command(
    name = "machine",
    description = "The machines that have enrolled.",
    footer = {"  sallyport encryption machine list --search laptop"})
final class MachineCommands extends CommandGroup {
  @Command(name = "list", description = "Machines, by their owners' addresses.")
  int list(
      @Mixin EncryptionLink link,
      @Option(
              names = "--search",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Part of an address or a name.")
          String search,
      @Option(
              names = "--silent",
              paramLabel = "DAYS",
              defaultValue = "",
              description = "Active ones that nothing was heard of for so many days.")
          String silent,
      @Option(
              names = "--after",
              paramLabel = "ID",
              defaultValue = "",
              description = "What the page before said is next.")
          String after)
      throws InterruptedException {
    return link.get(
        "/clients?search="
            + encoded(search)
            + "&silent="
            + encoded(silent)
            + "&after="
            + encoded(after));
  }

  @Command(name = "revoke", description = "End a machine for good; it has to enrol anew.")
  int revoke(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "ID", description = "The id of the machine, c_…") String id)
      throws InterruptedException {
    return link.post("/clients/" + encoded(id) + "/revocation");
  }
}
