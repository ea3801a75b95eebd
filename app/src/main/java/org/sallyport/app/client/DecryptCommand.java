package org.sallyport.app.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.Exit;
import org.sallyport.client.Client;
import org.sallyport.client.file.PlainFile;
import org.sallyport.client.log.LogLine.Level;
import org.sallyport.client.policy.Policy;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.MessageFacts;
import org.sallyport.openpgp.Opening;
import org.sallyport.openpgp.Refusal;
import org.sallyport.openpgp.Spool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decrypts. */
@Command(
    name = "decrypt",
    description = {
      "Decrypt files, or standard input, and tell who signed them.",
      "",
      "Nothing appears before the whole message was found unchanged. With --from, nothing appears"
          + " without a good signature of one of those."
    },
    exitCodeList = {
      "0:decrypted",
      "1:it cannot be decrypted, was changed, is not signed by --from, or the policy blocks",
      "2:a file, the command line or the state is wrong"
    },
    footer = {
      "  sallyport client decrypt report.pdf.pgp",
      "  sallyport client decrypt --from bob@example.com < letter.asc > letter"
    })
final class DecryptCommand extends FileAction {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "What to decrypt; without one, standard input to standard output.")
  private List<Path> files = List.of();

  @Option(
      names = "--from",
      paramLabel = "ADDRESS",
      description = "Who must have signed it; again for others.")
  private List<String> from = List.of();

  @Option(
      names = "--from-file",
      paramLabel = "FILE",
      description = "A certificate of who must have signed it; again for others.")
  private List<Path> fromFiles = List.of();

  @Option(
      names = "--trust-found",
      description =
          "Signatures count also by keys that nobody vouches for. Compare their fingerprints first:"
              + " anybody can make up a key with any name.")
  private boolean trustFound;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to; with one FILE. Default: its name without .pgp, .gpg or .asc.")
  private @Nullable Path output;

  @Override
  int run(Client client, Policy policy) throws IOException, InterruptedException {
    if (output != null && files.size() > 1) {
      throw wrong("--output is for one FILE");
    }
    var signers = Signers.of(client, from, certificates(fromFiles), trustFound, err());
    var keys = keys(client, false);
    if (keys.isEmpty()) {
      return complain("no key of yours is open on this machine", Exit.FINDINGS);
    }
    for (var file : files.isEmpty() ? List.of(Path.of("-")) : files) {
      int exit = decrypt(client, keys, signers, file);
      if (exit != Exit.FINE) {
        return exit;
      }
    }
    return Exit.FINE;
  }

  private int decrypt(Client client, List<Key> keys, Signers signers, Path file)
      throws IOException {
    if (isStandard(file) && output == null) {
      return toStandardOutput(client, keys, signers, file);
    }
    var target = output != null ? output : plain(file);
    try (var in = source(file);
        var out = PlainFile.begin(client.unfinished(), target, force)) {
      var opening = work(client).decrypt(keys, signers.certificates(), in, out);
      int exit = judged(client, opening, signers, file);
      if (exit == Exit.FINE) {
        out.release();
        out().println("decrypted " + file + " to " + target);
        out().flush();
      }
      return exit;
    }
  }

  private int toStandardOutput(Client client, List<Key> keys, Signers signers, Path file)
      throws IOException {
    try (var in = source(file);
        var spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")))) {
      var opening = work(client).decrypt(keys, signers.certificates(), in, spool);
      int exit = judged(client, opening, signers, file);
      if (exit == Exit.FINE) {
        try (var content = spool.content()) {
          content.transferTo(standardOutput());
        }
      }
      return exit;
    }
  }

  private Path plain(Path file) {
    var name = String.valueOf(file.getFileName());
    var plain = name.replaceFirst("(?i)\\.(pgp|gpg|asc)$", "");
    if (plain.equals(name) || plain.isEmpty()) {
      throw wrong("say where to with --output: " + file + " does not end in .pgp, .gpg or .asc");
    }
    return file.resolveSibling(plain);
  }

  private int judged(Client client, Opening opening, Signers signers, Path file)
      throws IOException {
    return switch (opening) {
      case Opening.Refused(var refusal) -> {
        client.note(Level.warn, "decryption-refused", Map.of("kind", refusal.kind().name()));
        yield complain(file + ": " + sentence(refusal), Exit.FINDINGS);
      }
      case Opening.Released(var facts) -> released(client, facts, signers, file);
    };
  }

  private static String sentence(Refusal refusal) {
    return refusal.reason()
        + (refusal.kind() == Refusal.Kind.NOT_AUTHENTIC
            ? "; nothing of it is shown, ask for it again"
            : "");
  }

  private int released(Client client, MessageFacts facts, Signers signers, Path file)
      throws IOException {
    boolean asked = !from.isEmpty() || !fromFiles.isEmpty();
    signers.tell(facts.signatures(), err());
    if (asked && !signers.satisfied(facts.signatures(), true)) {
      return complain(
          file
              + ": no good signature of those named with --from; nothing of it is shown"
              + signers.remedy(facts.signatures()),
          Exit.FINDINGS);
    }
    client.note(
        Level.info,
        "decrypted",
        Map.of(
            "octets", Long.toString(facts.octets()),
            "signatures", Integer.toString(facts.good().size())));
    return Exit.FINE;
  }
}
