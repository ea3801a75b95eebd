package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One-time codes. */
@Command(
    name = "code",
    description = "One-time codes with which machines enrol.",
    footer = {"  sallyport encryption code issue ada@example.com --days 3"})
final class CodeCommands extends CommandGroup {
  @Command(name = "list", description = "Codes, the latest first.")
  int list(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/codes");
  }

  @Command(name = "issue", description = "Make a code; it is printed this once.")
  int issue(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "ADDRESS", description = "Whose machine enrols with it.")
          String address,
      @Option(
              names = "--days",
              paramLabel = "DAYS",
              defaultValue = "7",
              description = "How long it lasts. Default: ${DEFAULT-VALUE}.")
          String days)
      throws InterruptedException {
    return link.post(
        "/codes", Map.of("address", address, "days", Numbers.of(link, "--days", days)));
  }

  @Command(name = "withdraw", description = "Take a code back.")
  int withdraw(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "ID", description = "The id of the code, k_…") String id)
      throws InterruptedException {
    return link.delete("/codes/" + encoded(id));
  }
}
