package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Groups. */
@Command(
    name = "group",
    description = "Groups of people, in their order.",
    footer = {"  sallyport encryption group list", "  sallyport encryption group move Staff 1"})
final class GroupCommands extends CommandGroup {
  @Command(name = "list", description = "Groups in their order.")
  int list(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/groups");
  }

  @Command(name = "add", description = "Add a group before that of everybody.")
  int add(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "FILE", description = "JSON, as the API takes it.") String file)
      throws InterruptedException, IOException {
    return link.postText("/groups", Files.readString(Path.of(file)));
  }

  @Command(name = "change", description = "Change a group.")
  int change(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "GROUP", description = "A name or an id.") String group,
      @Parameters(paramLabel = "FILE", description = "JSON, as the API takes it.") String file)
      throws InterruptedException, IOException {
    return link.postText("/groups/" + encoded(group), Files.readString(Path.of(file)));
  }

  @Command(name = "move", description = "Put a group at another place.")
  int move(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "GROUP", description = "A name or an id.") String group,
      @Parameters(paramLabel = "PLACE", description = "1 for the first.") String place)
      throws InterruptedException {
    return link.post(
        "/groups/" + encoded(group) + "/place",
        Map.of("place", Numbers.of(link, "PLACE", place) - 1));
  }

  @Command(name = "remove", description = "Remove a group.")
  int remove(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "GROUP", description = "A name or an id.") String group)
      throws InterruptedException {
    return link.delete("/groups/" + encoded(group));
  }
}
