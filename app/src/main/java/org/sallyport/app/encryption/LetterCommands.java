package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Messages to people. */
@Command(
    name = "letter",
    description = "Messages to people, and the enrolments that wait for their answer.",
    footer = {"  sallyport encryption letter list --state waiting"})
final class LetterCommands implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw EncryptionCommand.missing(spec);
  }

  @Command(
      name = "list",
      description = "The latest messages, without their text, and what the relay said.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
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

  @Command(
      name = "awaited",
      description = "Enrolments by e-mail whose token has not come back.",
      exitCodeList = {EncryptionCommand.DONE, EncryptionCommand.REFUSED, EncryptionCommand.NOBODY})
  int awaited(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/enrolments");
  }
}
