package org.sallyport.app.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.web.route.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Mail rules. */
@Command(
    name = "rules",
    description = "Mail rules: what is done with mail, and why.",
    footer = {
      "  sallyport encryption rules show --json > rules.json",
      "  sallyport encryption rules put rules.json --note 'partners'",
      "  sallyport encryption rules try message.eml --from ada@example.com --to bob@example.net"
    })
final class RulesCommands extends CommandGroup {
  private static final long LONGEST = 4L * 1024 * 1024;

  @Command(name = "show", description = "The rules in force, or an old version of them.")
  int show(
      @Mixin EncryptionLink link,
      @Parameters(
              paramLabel = "VERSION",
              arity = "0..1",
              description = "An old version. Default: the one in force.")
          @Nullable String version)
      throws InterruptedException {
    return link.get(
        version == null
            ? "/mail-rules"
            : "/mail-rules/versions/" + Numbers.of(link, "VERSION", version));
  }

  @Command(
      name = "put",
      description = {
        "Make a new version of a file with all chains.",
        "",
        "A file that 'show --json' has written is refused where the rules have changed since."
      })
  int put(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "FILE", description = "JSON, as the API takes it.") String file,
      @Option(
              names = "--note",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "Why; kept with the version.")
          String note)
      throws InterruptedException, IOException {
    var wanted = new LinkedHashMap<String, Object>();
    wanted.put("chains", chains(link, file));
    var version = document(link, file).get("version");
    if (version != null) {
      wanted.put("version", version);
    }
    if (!note.isEmpty()) {
      wanted.put("note", note);
    }
    return link.post("/mail-rules", wanted);
  }

  @Command(name = "history", description = "The versions of the rules, the latest first.")
  int history(@Mixin EncryptionLink link) throws InterruptedException {
    return link.get("/mail-rules/versions");
  }

  @Command(name = "restore", description = "Make a new version that says what an old one said.")
  int restore(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "VERSION", description = "The old one.") String version)
      throws InterruptedException {
    return link.post(
        "/mail-rules/restore", Map.of("version", Numbers.of(link, "VERSION", version)));
  }

  @Command(
      name = "try",
      description = "Say what would be done with a message, and why. Nothing is sent or kept.")
  int attempt(
      @Mixin EncryptionLink link,
      @Parameters(paramLabel = "MESSAGE", description = "A file with a message (RFC 5322).")
          String file,
      @Option(
              names = "--to",
              paramLabel = "ADDRESS",
              required = true,
              description = "A recipient of the envelope; may be given several times.")
          List<String> to,
      @Option(
              names = "--from",
              paramLabel = "ADDRESS",
              defaultValue = "",
              description = "The return path. Default: none, as of a report.")
          String from,
      @Option(
              names = "--direction",
              paramLabel = "DIRECTION",
              defaultValue = "",
              description = "outbound or inbound. Default: by the domain of each recipient.")
          String direction,
      @Option(
              names = "--rules",
              paramLabel = "FILE",
              description = "Try the rules of a file. Default: those in force.")
          @Nullable String rules)
      throws InterruptedException, IOException {
    var wanted = new LinkedHashMap<String, Object>();
    wanted.put("to", to);
    if (!from.isEmpty()) {
      wanted.put("from", from);
    }
    if (!direction.isEmpty()) {
      wanted.put("direction", direction);
    }
    if (rules != null) {
      wanted.put("chains", chains(link, rules));
    }
    var path = Path.of(file);
    if (Files.size(path) > LONGEST) {
      throw new ParameterException(
          link.spec().commandLine(), file + ": longer than " + LONGEST + " octets");
    }
    wanted.put("message", Base64.getEncoder().encodeToString(Files.readAllBytes(path)));
    return link.post("/mail-rules/try", wanted);
  }

  private static Object chains(EncryptionLink link, String file) throws IOException {
    var chains = document(link, file).get("chains");
    if (chains == null) {
      throw new ParameterException(link.spec().commandLine(), file + ": it has no chains");
    }
    return chains;
  }

  private static Map<?, ?> document(EncryptionLink link, String file) throws IOException {
    try {
      return Json.readLeniently(Files.readString(Path.of(file)).getBytes(UTF_8), Map.class);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          link.spec().commandLine(), file + ": it is no JSON: " + e.getMessage(), e);
    }
  }
}
