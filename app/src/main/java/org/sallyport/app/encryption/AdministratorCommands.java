package org.sallyport.app.encryption;

import static org.sallyport.app.encryption.EncryptionLink.encoded;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Administrators. */
@Command(
    name = "administrator",
    description = "Administrators, their roles and API tokens.",
    footer = {
      "  sallyport encryption administrator create ada --role full",
      "  sallyport encryption administrator token ada --for report"
    })
final class AdministratorCommands extends CommandGroup {
  @Command(name = "list", description = "All of them.")
  int list(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/administrators");
  }

  @Command(
      name = "create",
      description = "Make one; password and second factor are printed this once.")
  int create(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "NAME", description = "The administrator.") String name,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              defaultValue = "read-only",
              description =
                  "full, key-manager, service-desk or read-only. Default: ${DEFAULT-VALUE}.")
          String role)
      throws InterruptedException {
    return link.post("/administrators", Map.of("name", name, "role", role));
  }

  @Command(name = "role", description = "Give another role.")
  int role(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "NAME", description = "The administrator.") String name,
      @Parameters(
              paramLabel = "ROLE",
              description = "full, key-manager, service-desk or read-only.")
          String role)
      throws InterruptedException {
    return link.post("/administrators/" + encoded(name), Map.of("role", role));
  }

  @Command(name = "disable", description = "Keep one out.")
  int disable(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "NAME", description = "The administrator.") String name)
      throws InterruptedException {
    return link.post("/administrators/" + encoded(name), Map.of("enabled", false));
  }

  @Command(name = "enable", description = "Let one in again.")
  int enable(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "NAME", description = "The administrator.") String name)
      throws InterruptedException {
    return link.post("/administrators/" + encoded(name), Map.of("enabled", true));
  }

  @Command(
      name = "renew",
      description = "Make another password and second factor, printed this once.")
  int renew(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "NAME", description = "The administrator.") String name)
      throws InterruptedException {
    return link.post("/administrators/" + encoded(name) + "/credentials");
  }

  @Command(name = "remove", description = "Remove one with its tokens.")
  int remove(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "NAME", description = "The administrator.") String name)
      throws InterruptedException {
    return link.delete("/administrators/" + encoded(name));
  }

  @Command(name = "tokens", description = "The API tokens of one.")
  int tokens(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "NAME", description = "The administrator.") String name)
      throws InterruptedException {
    return link.get("/administrators/" + encoded(name) + "/tokens");
  }

  @Command(name = "token", description = "Make an API token, printed this once.")
  int token(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "NAME", description = "The administrator.") String name,
      @Option(
              names = "--for",
              paramLabel = "LABEL",
              defaultValue = "command line",
              description = "What it is for. Default: ${DEFAULT-VALUE}.")
          String label)
      throws InterruptedException {
    return link.post("/administrators/" + encoded(name) + "/tokens", Map.of("label", label));
  }

  @Command(name = "revoke-token", description = "End an API token.")
  int revokeToken(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "NAME", description = "The administrator.") String name,
      @Parameters(paramLabel = "ID", description = "The id of the token, a_…") String id)
      throws InterruptedException {
    return link.delete("/administrators/" + encoded(name) + "/tokens/" + encoded(id));
  }
}
