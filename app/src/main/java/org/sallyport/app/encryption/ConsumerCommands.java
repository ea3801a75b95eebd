package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** People. */
@Command(
    name = "consumer",
    description = "The people of the organisation.",
    footer = {
      "  sallyport encryption consumer list --search ada",
      "  sallyport encryption consumer disable ada@example.com"
    })
final class ConsumerCommands extends CommandGroup {
  @Command(name = "list", description = "People, by address.")
  int list(
      @Mixin EncryptionLink link,
      @Option(
              names = "--search",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Part of an address or a name.")
          String search,
      @Option(
              names = "--after",
              paramLabel = "ADDRESS",
              defaultValue = "",
              description = "Addresses after this one.")
          String after)
      throws InterruptedException {
    return link.get("/consumers?search=" + encoded(search) + "&after=" + encoded(after));
  }

  @Command(name = "show", description = "Somebody, with machines and group.")
  int show(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "WHO", description = "An address or an id.") String who)
      throws InterruptedException {
    return link.get("/consumers/" + encoded(who));
  }

  @Command(name = "disable", description = "Keep somebody's machines out; the keys stay.")
  int disable(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "WHO", description = "An address or an id.") String who)
      throws InterruptedException {
    return link.post("/consumers/" + encoded(who), Map.of("state", "disabled"));
  }

  @Command(name = "enable", description = "Let somebody's machines in again.")
  int enable(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "WHO", description = "An address or an id.") String who)
      throws InterruptedException {
    return link.post("/consumers/" + encoded(who), Map.of("state", "active"));
  }

  @Command(
      name = "relink",
      description = "Say what the directory calls somebody, after it has renamed them.")
  int relink(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "WHO", description = "An address or an id.") String who,
      @Parameters(paramLabel = "NAME", description = "The name in the directory.") String name)
      throws InterruptedException {
    return link.post("/consumers/" + encoded(who) + "/directory-name", Map.of("name", name));
  }
}
