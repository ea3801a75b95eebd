package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Traces of mail. */
@Command(
    name = "trace",
    description = "Why each message was sent as it was, and what became of it.",
    footer = {
      "  sallyport encryption trace list --address bob@example.net",
      "  sallyport encryption trace show t_0123456789abcdef"
    })
final class TraceCommands extends CommandGroup {
  @Command(name = "list", description = "Traces, the latest first.")
  int list(
      @Mixin EncryptionLink link,
      @Option(
              names = "--address",
              paramLabel = "ADDRESS",
              defaultValue = "",
              description = "Of this sender or recipient.")
          String address,
      @Option(
              names = "--message",
              paramLabel = "ID",
              defaultValue = "",
              description = "With this Message-ID.")
          String message,
      @Option(
              names = "--form",
              paramLabel = "FORM",
              defaultValue = "",
              description = "Somebody got it in this form, such as encrypted.")
          String form,
      @Option(
              names = "--from",
              paramLabel = "TIME",
              defaultValue = "",
              description = "Not before (RFC 3339).")
          String from,
      @Option(
              names = "--until",
              paramLabel = "TIME",
              defaultValue = "",
              description = "Before (RFC 3339).")
          String until,
      @Option(
              names = "--before",
              paramLabel = "TRACE",
              defaultValue = "",
              description = "Older than this trace.")
          String before)
      throws InterruptedException {
    return link.get(
        "/mail-traces?address="
            + encoded(address)
            + "&message="
            + encoded(message)
            + "&form="
            + encoded(form)
            + "&from="
            + encoded(from)
            + "&until="
            + encoded(until)
            + "&before="
            + encoded(before));
  }

  @Command(name = "show", description = "One trace.")
  int show(
      @Mixin EncryptionLink link,
      @Parameters(
              paramLabel = "TRACE",
              description = "Its name, as the log and the reply to the sender have it.")
          String id)
      throws InterruptedException {
    return link.get("/mail-traces/" + encoded(id));
  }
}
