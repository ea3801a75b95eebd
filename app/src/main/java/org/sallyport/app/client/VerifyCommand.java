package org.sallyport.app.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.app.Exit;
import org.sallyport.client.Client;
import org.sallyport.client.file.FileWork;
import org.sallyport.client.file.OutputFile;
import org.sallyport.openpgp.Opening;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies. */
@Command(
    name = "verify",
    description = {
      "Verify the signature of a file: in a file of its own, or in the file itself.",
      "",
      "Without --from, a signature counts that is by a key of yours or by anybody whom this machine"
          + " knows and the organisation or an administrator vouches for; it is told by whom."
    },
    exitCodeList = {
      "0:a signature counts",
      "1:none does",
      "2:a file, the command line or the state is wrong"
    },
    footer = {
      "  sallyport client verify report.pdf --signature report.pdf.sig --from bob@example.com",
      "  sallyport client verify letter.asc --output letter"
    })
final class VerifyCommand extends EnrolledAction {
  private static final long LARGEST_SIGNATURE = 1024L * 1024;

  @Parameters(paramLabel = "FILE", description = "What was signed.")
  private Path file;

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description = "The detached signature. Without it, the file holds its own.")
  private @Nullable Path signature;

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
      description = "Writes the content there, when a signature counts.")
  private @Nullable Path output;

  @Option(names = "--force", description = "Replaces a file that is there.")
  private boolean force;

  @Override
  int run(Client client) throws IOException, InterruptedException {
    var signers =
        Signers.of(client, from, Certificates.of(fromFiles, spec.commandLine()), trustFound, err());
    var work = new FileWork(client.clock());
    if (signature != null) {
      if (Files.size(signature) > LARGEST_SIGNATURE) {
        throw wrong(signature + " is too large for a signature; is it the content?");
      }
      try (var in =
          TerminalProgress.of(file.toString(), Files.size(file), err())
              .watch(Files.newInputStream(file))) {
        return switch (work.verify(Files.readAllBytes(signature), signers.certificates(), in)) {
          case Result.Refused<List<Verdict>>(var refusal) ->
              complain(signature + ": " + refusal.reason(), Exit.FINDINGS);
          case Result.Of<List<Verdict>>(var verdicts) -> judged(verdicts, signers);
        };
      }
    }
    return output == null ? look(work, signers) : write(work, signers, output);
  }

  private int look(FileWork work, Signers signers) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return judged(
          work.verifyInline(signers.certificates(), in, java.io.OutputStream.nullOutputStream()),
          signers);
    }
  }

  private int write(FileWork work, Signers signers, Path target) throws IOException {
    try (var in = Files.newInputStream(file);
        var out = OutputFile.begin(target, false, force)) {
      int exit = judged(work.verifyInline(signers.certificates(), in, out), signers);
      if (exit == Exit.FINE) {
        out.release();
      }
      return exit;
    }
  }

  private int judged(Opening opening, Signers signers) {
    return switch (opening) {
      case Opening.Refused(var refusal) -> complain(file + ": " + refusal.reason(), Exit.FINDINGS);
      case Opening.Released(var facts) -> judged(facts.signatures(), signers);
    };
  }

  private int judged(List<Verdict> verdicts, Signers signers) {
    signers.tell(verdicts, out());
    boolean asked = !from.isEmpty() || !fromFiles.isEmpty();
    return signers.satisfied(verdicts, asked)
        ? Exit.FINE
        : complain(
            file
                + ": no signature counts"
                + (asked ? " of those named with --from" : "")
                + signers.remedy(verdicts),
            Exit.FINDINGS);
  }
}
