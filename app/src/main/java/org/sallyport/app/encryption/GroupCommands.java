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

/** Groups. */
@Command(
    name = "group",
    description = "Groups of people, in their order.",
    footer = {"  sallyport encryption group list", "  sallyport encryption group move Staff 1"})
final class GroupCommands implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw EncryptionCommand.missing(spec);
  }

  @Command(
      name = "list",
      description = "Groups in their order.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int list(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/groups");
  }

  @Command(
      name = "add",
      description = "Add a group before that of everybody.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int add(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "FILE", description = "JSON, as the API takes it.") String file)
      throws InterruptedException, IOException {
    return link.postText("/groups", Files.readString(Path.of(file)));
  }

  @Command(
      name = "change",
      description = "Change a group.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int change(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "GROUP", description = "A name or an id.") String group,
      @Parameters(paramLabel = "FILE", description = "JSON, as the API takes it.") String file)
      throws InterruptedException, IOException {
    return link.postText("/groups/" + encoded(group), Files.readString(Path.of(file)));
  }

  @Command(
      name = "move",
      description = "Put a group at another place.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int move(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "GROUP", description = "A name or an id.") String group,
      @Parameters(paramLabel = "PLACE", description = "1 for the first.") String place)
      throws InterruptedException {
    return link.post(
        "/groups/" + encoded(group) + "/place",
        Map.of("place", Numbers.of(link, "PLACE", place) - 1));
  }

  @Command(
      name = "remove",
      description = "Remove a group.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int remove(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "GROUP", description = "A name or an id.") String group)
      throws InterruptedException {
    return link.delete("/groups/" + encoded(group));
  }
}
