package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keys of people. */
@Command(
    name = "key",
    description = "Keys of the organisation's people.",
    footer = {"  sallyport encryption key list --search ada"})
final class KeyCommands extends CommandGroup {
  @Command(name = "list", description = "Keys, by their holders' addresses.")
  int list(
      @Mixin EncryptionLink link,
      @Option(
              names = "--search",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Part of an address or a name, a fingerprint or a key id.")
          String search,
      @Option(
              names = "--state",
              paramLabel = "WORD",
              defaultValue = "",
              description = "Only those: active, superseded, revoked, expired.")
          String state,
      @Option(
              names = "--ending",
              paramLabel = "DAYS",
              defaultValue = "",
              description = "Only those that end within so many days.")
          String ending,
      @Option(
              names = "--after",
              paramLabel = "FINGERPRINT",
              defaultValue = "",
              description = "What the page before said is next.")
          String after)
      throws InterruptedException {
    return link.get(
        "/keys?search="
            + encoded(search)
            + "&state="
            + encoded(state)
            + "&ending="
            + encoded(ending)
            + "&after="
            + encoded(after));
  }

  @Command(name = "show", description = "A key with its certificate.")
  int show(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "FINGERPRINT", description = "Which.") String fingerprint)
      throws InterruptedException {
    return link.get("/keys/" + encoded(fingerprint));
  }

  @Command(name = "revoke", description = "Revoke a key; this cannot be taken back.")
  int revoke(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "FINGERPRINT", description = "Which.") String fingerprint,
      @Option(
              names = "--reason",
              paramLabel = "WORD",
              defaultValue = "retired",
              description = "retired, compromised or superseded. Default: ${DEFAULT-VALUE}.")
          String reason,
      @Option(
              names = "--comment",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Others can read it.")
          String comment)
      throws InterruptedException {
    var path = "/keys/" + encoded(fingerprint) + "/revocation";
    return comment.isEmpty()
        ? link.post(path, Map.of("reason", reason))
        : link.post(path, Map.of("reason", reason, "comment", comment));
  }

  @Command(
      name = "recover",
      description = "Print what the server has of a secret key, encrypted; audited.")
  int recover(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "FINGERPRINT", description = "Which.") String fingerprint,
      @Option(
              names = "--reason",
              paramLabel = "TEXT",
              required = true,
              description = "Why, for the audit trail.")
          String reason,
      @Option(
              names = "--passphrase",
              paramLabel = "SOURCE",
              required = true,
              description = "What the message is put under: file:PATH or env:NAME.")
          String passphrase)
      throws InterruptedException {
    return link.post(
        "/keys/" + encoded(fingerprint) + "/recovery",
        Map.of(
            "reason", reason, "passphrase", Sources.text(link.spec(), "--passphrase", passphrase)));
  }
}
