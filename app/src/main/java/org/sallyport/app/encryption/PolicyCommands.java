package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Policies. */
@Command(
    name = "policy",
    description = "Policies and their versions.",
    footer = {
      "  sallyport encryption policy show Default --json",
      "  sallyport encryption policy change Default policy.json"
    })
final class PolicyCommands implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw EncryptionCommand.missing(spec);
  }

  @Command(
      name = "list",
      description = "The latest version of each.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int list(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/policies");
  }

  @Command(
      name = "show",
      description = "A policy.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int show(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "POLICY", description = "Its name.") String name)
      throws InterruptedException {
    return link.get("/policies/" + encoded(name));
  }

  @Command(
      name = "versions",
      description = "The versions of a policy, the latest first.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int versions(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "POLICY", description = "Its name.") String name)
      throws InterruptedException {
    return link.get("/policies/" + encoded(name) + "/versions");
  }

  @Command(
      name = "create",
      description = "Make a policy of a file with name, keys, mail and client.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int create(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "FILE", description = "JSON, as the API takes it.") String file)
      throws InterruptedException, IOException {
    return link.postText("/policies", Files.readString(Path.of(file)));
  }

  @Command(
      name = "change",
      description = "Make a new version of a file with keys, mail and client.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int change(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "POLICY", description = "Its name.") String name,
      @Parameters(paramLabel = "FILE", description = "JSON, as the API takes it.") String file)
      throws InterruptedException, IOException {
    return link.postText("/policies/" + encoded(name), Files.readString(Path.of(file)));
  }

  @Command(
      name = "roll-back",
      description = "Make a new version that says what an old one said.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int rollBack(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "POLICY", description = "Its name.") String name,
      @Parameters(paramLabel = "VERSION", description = "The old one.") String version)
      throws InterruptedException {
    return link.post(
        "/policies/" + encoded(name) + "/roll-back",
        Map.of("version", Numbers.of(link, "VERSION", version)));
  }

  @Command(
      name = "remove",
      description = "Remove a policy that no group has.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int remove(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "POLICY", description = "Its name.") String name)
      throws InterruptedException {
    return link.delete("/policies/" + encoded(name));
  }
}
