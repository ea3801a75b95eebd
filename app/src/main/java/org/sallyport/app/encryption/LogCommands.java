package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Client logs. */
@Command(
    name = "log",
    description = "What clients log.",
    footer = {
      "  sallyport encryption log list --level error",
      "  sallyport encryption log export --format csv"
    })
final class LogCommands extends CommandGroup {
  @Command(name = "list", description = "Lines, the latest first.")
  int list(
      @Mixin EncryptionLink link,
      @Option(
              names = "--text",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Part of a text or of a value.")
          String text,
      @Option(
              names = "--event",
              paramLabel = "NAME",
              defaultValue = "",
              description = "The whole name of an event.")
          String event,
      @Option(
              names = "--level",
              paramLabel = "LEVEL",
              defaultValue = "",
              description = "debug, info, warn or error, and above.")
          String level,
      @Option(
              names = "--from",
              paramLabel = "TIME",
              defaultValue = "",
              description = "Not before (RFC 3339).")
          String from,
      @Option(
              names = "--to",
              paramLabel = "TIME",
              defaultValue = "",
              description = "Before (RFC 3339).")
          String to)
      throws InterruptedException {
    return link.get(
        "/logs?"
            + "text="
            + encoded(text)
            + "&event="
            + encoded(event)
            + "&level="
            + encoded(level)
            + "&from="
            + encoded(from)
            + "&to="
            + encoded(to));
  }

  @Command(name = "export", description = "All lines as a file, the oldest first.")
  int export(
      @Mixin EncryptionLink link,
      @Option(
              names = "--text",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Part of a text or of a value.")
          String text,
      @Option(
              names = "--event",
              paramLabel = "NAME",
              defaultValue = "",
              description = "The whole name of an event.")
          String event,
      @Option(
              names = "--level",
              paramLabel = "LEVEL",
              defaultValue = "",
              description = "debug, info, warn or error, and above.")
          String level,
      @Option(
              names = "--from",
              paramLabel = "TIME",
              defaultValue = "",
              description = "Not before (RFC 3339).")
          String from,
      @Option(
              names = "--to",
              paramLabel = "TIME",
              defaultValue = "",
              description = "Before (RFC 3339).")
          String to,
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "csv",
              description = "csv or jsonl. Default: ${DEFAULT-VALUE}.")
          String format)
      throws InterruptedException {
    return link.raw(
        "/logs/export?format="
            + encoded(format)
            + "&"
            + "text="
            + encoded(text)
            + "&event="
            + encoded(event)
            + "&level="
            + encoded(level)
            + "&from="
            + encoded(from)
            + "&to="
            + encoded(to));
  }
}
