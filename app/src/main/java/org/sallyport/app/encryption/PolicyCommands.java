package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Policies. */
@Command(
    name = "policy",
    description = "Policies and their versions.",
    footer = {
      "  sallyport encryption policy show Default --json",
      "  sallyport encryption policy change Default policy.json"
    })
final class PolicyCommands extends CommandGroup {
  @Command(name = "list", description = "The latest version of each.")
  int list(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/policies");
  }

  @Command(name = "show", description = "A policy.")
  int show(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "POLICY", description = "Its name.") String name)
      throws InterruptedException {
    return link.get("/policies/" + encoded(name));
  }

  @Command(name = "versions", description = "The versions of a policy, the latest first.")
  int versions(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "POLICY", description = "Its name.") String name)
      throws InterruptedException {
    return link.get("/policies/" + encoded(name) + "/versions");
  }

  @Command(
      name = "create",
      description = "Make a policy of a file with name, keys, mail and client.")
  int create(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "FILE", description = "JSON, as the API takes it.") String file)
      throws InterruptedException, IOException {
    return link.postText("/policies", Files.readString(Path.of(file)));
  }

  @Command(
      name = "change",
      description = "Make a new version of a file with keys, mail and client.")
  int change(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "POLICY", description = "Its name.") String name,
      @Parameters(paramLabel = "FILE", description = "JSON, as the API takes it.") String file)
      throws InterruptedException, IOException {
    return link.postText("/policies/" + encoded(name), Files.readString(Path.of(file)));
  }

  @Command(name = "roll-back", description = "Make a new version that says what an old one said.")
  int rollBack(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "POLICY", description = "Its name.") String name,
      @Parameters(paramLabel = "VERSION", description = "The old one.") String version)
      throws InterruptedException {
    return link.post(
        "/policies/" + encoded(name) + "/roll-back",
        Map.of("version", Numbers.of(link, "VERSION", version)));
  }

  @Command(name = "remove", description = "Remove a policy that no group has.")
  int remove(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "POLICY", description = "Its name.") String name)
      throws InterruptedException {
    return link.delete("/policies/" + encoded(name));
  }
}
