package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keys of outsiders. */
@Command(
    name = "trusted",
    description = "Keys of outsiders that an administrator has looked at.",
    footer = {"  sallyport encryption trusted add partner.asc --note telephone"})
final class TrustedCommands extends CommandGroup {
  @Command(name = "list", description = "By fingerprint, a page of them.")
  int list(
      @Mixin EncryptionLink link,
      @Option(
              names = "--search",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Part of an address, or a fingerprint.")
          String search,
      @Option(
              names = "--after",
              paramLabel = "FINGERPRINT",
              defaultValue = "",
              description = "What the page before said is next.")
          String after)
      throws InterruptedException {
    return link.get("/trusted?search=" + encoded(search) + "&after=" + encoded(after));
  }

  @Command(name = "add", description = "Say how far a certificate is believed.")
  int add(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "FILE", description = "The certificate, armored.") String file,
      @Option(
              names = "--trust",
              paramLabel = "WORD",
              defaultValue = "trusted",
              description = "refused or trusted. Default: ${DEFAULT-VALUE}.")
          String trust,
      @Option(
              names = "--note",
              paramLabel = "TEXT",
              defaultValue = "by command",
              description = "How it was checked. Default: ${DEFAULT-VALUE}.")
          String note)
      throws InterruptedException, IOException {
    return link.post(
        "/trusted",
        Map.of("certificate", Files.readString(Path.of(file)), "trust", trust, "note", note));
  }

  @Command(name = "forget", description = "Forget a certificate.")
  int forget(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "FINGERPRINT", description = "Which.") String fingerprint)
      throws InterruptedException {
    return link.delete("/trusted/" + encoded(fingerprint));
  }
}
