package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import java.util.Map;
import org.sallyport.kernel.ByteSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Mailboxes of people outside. */
@Command(
    name = "web-mail",
    description = "The web mailboxes of people outside; never what is in them.",
    footer = {
      "  sallyport encryption web-mail list --search partner.example",
      "  sallyport encryption web-mail quota ada@partner.example 500MiB"
    })
final class WebMailCommands extends CommandGroup {
  @Command(name = "list", description = "Mailboxes, by address.")
  int list(
      @Mixin EncryptionLink link,
      @Option(
              names = "--search",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Part of an address.")
          String search,
      @Option(
              names = "--after",
              paramLabel = "ADDRESS",
              defaultValue = "",
              description = "Addresses after this one.")
          String after)
      throws InterruptedException {
    return link.get("/web-mail?search=" + encoded(search) + "&after=" + encoded(after));
  }

  @Command(name = "show", description = "A mailbox: how full it is, how it is read, its lock.")
  int show(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "ADDRESS", description = "Whose.") String address)
      throws InterruptedException {
    return link.get(path(address, ""));
  }

  @Command(name = "unlock", description = "Forget wrong passphrases.")
  int unlock(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "ADDRESS", description = "Whose.") String address)
      throws InterruptedException {
    return link.post(path(address, "/unlock"));
  }

  @Command(
      name = "reset",
      description = "Take the passphrase away and mail a link to a new one; messages stay.")
  int reset(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "ADDRESS", description = "Whose.") String address)
      throws InterruptedException {
    return link.post(path(address, "/reset"));
  }

  @Command(name = "delete", description = "Delete a mailbox with all its messages.")
  int delete(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "ADDRESS", description = "Whose.") String address)
      throws InterruptedException {
    return link.delete(path(address, ""));
  }

  @Command(name = "quota", description = "Say how much a mailbox holds.")
  int quota(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "ADDRESS", description = "Whose.") String address,
      @Parameters(
              paramLabel = "SIZE",
              description = "Such as 500MiB, or usual: as much as the settings say.")
          String size)
      throws InterruptedException {
    return link.post(path(address, "/quota"), body(link, size));
  }

  private static Map<String, Object> body(EncryptionLink link, String size) {
    if (size.equals("usual")) {
      return Map.of();
    }
    try {
      return Map.of("octets", ByteSize.parse(size).bytes());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(link.spec().commandLine(), e.getMessage(), e);
    }
  }

  private static String path(String address, String rest) {
    return "/web-mail/" + encoded(address) + rest;
  }
}
