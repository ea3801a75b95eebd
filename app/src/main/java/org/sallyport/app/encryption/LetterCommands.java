package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Messages to people. */
@Command(
    name = "letter",
    description = "Messages to people, and the enrolments that wait for their answer.",
    footer = {"  sallyport encryption letter list --state waiting"})
final class LetterCommands extends CommandGroup {
  @Command(
      name = "list",
      description = "The latest messages, without their text, and what the relay said.")
  int list(
      @Mixin EncryptionLink link,
      @Option(
              names = "--state",
              paramLabel = "WORD",
              defaultValue = "",
              description = "Only those: waiting, sent or failed.")
          String state)
      throws InterruptedException {
    return link.get("/letters" + (state.isEmpty() ? "" : "?state=" + encoded(state)));
  }

  @Command(name = "awaited", description = "Enrolments by e-mail whose token has not come back.")
  int awaited(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/enrolments");
  }
}
