package org.sallyport.app.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.Exit;
import org.sallyport.client.Client;
import org.sallyport.client.file.FileWork.SignatureForm;
import org.sallyport.client.file.OutputFile;
import org.sallyport.client.log.LogLine.Level;
import org.sallyport.client.policy.Policy;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs. */
@Command(
    name = "sign",
    description = {
      "Sign files, or standard input, with your active key.",
      "",
      "The signature is a file of its own (detached), one message with the content (inline), or"
          + " stands below a text (cleartext)."
    },
    exitCodeList = {
      "0:signed",
      "1:there is no key to sign with, or the policy blocks",
      "2:a file, the command line or the state is wrong"
    },
    footer = {
      "  sallyport client sign report.pdf",
      "  sallyport client sign --form cleartext < letter > letter.asc"
    })
final class SignCommand extends FileAction {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "What to sign; without one, standard input to standard output.")
  private List<Path> files = List.of();

  @Option(
      names = "--form",
      paramLabel = "FORM",
      defaultValue = "detached",
      description = "One of ${COMPLETION-CANDIDATES}. Default: detached.")
  private SignatureForm form;

  @Option(names = "--armor", description = "As text, which mail does not break.")
  private boolean armored;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to; with one FILE. Default: its name with .sig or .asc.")
  private @Nullable Path output;

  @Override
  int run(Client client, Policy policy) throws IOException {
    if (output != null && files.size() > 1) {
      throw wrong("--output is for one FILE");
    }
    var keys = keys(client, true);
    if (keys.isEmpty()) {
      return complain("there is no open key of yours to sign with", Exit.FINDINGS);
    }
    for (var file : files.isEmpty() ? List.of(Path.of("-")) : files) {
      int exit = sign(client, keys, file);
      if (exit != Exit.FINE) {
        return exit;
      }
    }
    return Exit.FINE;
  }

  private int sign(Client client, List<Key> keys, Path file) throws IOException {
    if (isStandard(file) && output == null) {
      return sign(client, keys, file, standardOutput());
    }
    var target = output != null ? output : beside(file, suffix());
    try (var out = OutputFile.begin(target, false, force)) {
      int exit = sign(client, keys, file, out);
      if (exit == Exit.FINE) {
        out.release();
        out().println("signed " + file + " in " + target);
        out().flush();
      }
      return exit;
    }
  }

  private String suffix() {
    return switch (form) {
      case detached -> armored ? ".asc" : ".sig";
      case inline -> armored ? ".asc" : ".pgp";
      case cleartext -> ".asc";
    };
  }

  private int sign(Client client, List<Key> keys, Path file, OutputStream sink) throws IOException {
    try (var in = source(file)) {
      return switch (work(client).sign(keys, form, armored, in, sink)) {
        case Result.Refused<Optional<Void>>(var refusal) ->
            complain(refusal.reason(), Exit.FINDINGS);
        case Result.Of<Optional<Void>> _ -> {
          client.note(Level.info, "signed", Map.of("key", keys.getFirst().fingerprint().hex()));
          yield Exit.FINE;
        }
      };
    }
  }
}
