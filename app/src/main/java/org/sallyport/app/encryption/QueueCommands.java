package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Mail that waits to be handed on. */
@Command(
    name = "queue",
    description = "Mail that waits to be handed on to a next hop.",
    footer = {
      "  sallyport encryption queue list --search example.org",
      "  sallyport encryption queue retry --all"
    })
final class QueueCommands extends CommandGroup {
  @Command(name = "list", description = "How much there is, and the messages, the oldest first.")
  int list(
      @Mixin EncryptionLink link,
      @Option(
              names = "--search",
              paramLabel = "TEXT",
              defaultValue = "",
              description =
                  "Part of an address or of a next hop, or an id of a message or of a trace.")
          String search)
      throws InterruptedException {
    return link.get("/mail-queue?search=" + encoded(search));
  }

  @Command(name = "show", description = "A message: its recipients, tries and the last problem.")
  int show(
      @Mixin EncryptionLink link, @Parameters(paramLabel = "ID", description = "Which.") String id)
      throws InterruptedException {
    return link.get("/mail-queue/" + encoded(id));
  }

  @Command(name = "retry", description = "Try a message now, or with --all everything.")
  int retry(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "ID", arity = "0..1", defaultValue = "", description = "Which.")
          String id,
      @Option(names = "--all", description = "Everything.") boolean all)
      throws InterruptedException {
    if (all == !id.isEmpty()) {
      throw new ParameterException(link.spec().commandLine(), "Say which message, or --all.");
    }
    return link.post(all ? "/mail-queue/retry" : "/mail-queue/" + encoded(id) + "/retry");
  }

  @Command(name = "give-up", description = "End a message and tell its sender; audited.")
  int giveUp(
      @Mixin EncryptionLink link, @Parameters(paramLabel = "ID", description = "Which.") String id)
      throws InterruptedException {
    return link.post("/mail-queue/" + encoded(id) + "/give-up");
  }

  @Command(name = "drop", description = "End a message and tell nobody; audited.")
  int drop(
      @Mixin EncryptionLink link, @Parameters(paramLabel = "ID", description = "Which.") String id)
      throws InterruptedException {
    return link.delete("/mail-queue/" + encoded(id));
  }
}
