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
import org.sallyport.client.file.OutputFile;
import org.sallyport.client.file.Recipients;
import org.sallyport.client.key.OwnKey;
import org.sallyport.client.log.LogLine.Level;
import org.sallyport.client.policy.Policy;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Encrypts. */
@Command(
    name = "encrypt",
    description = {
      "Encrypt files, or standard input, to people whose keys the server finds.",
      "",
      "Everybody who can read the result is named, with the reason: whom you name, you yourself,"
          + " and the additional decryption keys of your organisation's policy."
    },
    exitCodeList = {
      "0:encrypted",
      "1:somebody cannot be encrypted to, or the policy blocks",
      "2:a file, the command line or the state is wrong",
      "3:no server can be asked for a key"
    },
    footer = {
      "  sallyport client encrypt report.pdf --to bob@example.com",
      "  sallyport client encrypt --to bob@example.com --armor --sign < letter > letter.asc",
      "  sallyport client encrypt a.txt b.txt --to-file bob.asc"
    })
final class EncryptCommand extends FileAction {
  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "What to encrypt; without one, standard input to standard output.")
  private List<Path> files = List.of();

  @Option(names = "--to", paramLabel = "ADDRESS", description = "Whom it is for; again for others.")
  private List<String> addresses = List.of();

  @Option(
      names = "--to-file",
      paramLabel = "FILE",
      description = "A certificate it is for; again for others.")
  private List<Path> certificates = List.of();

  @Option(names = "--armor", description = "As text, which mail does not break.")
  private boolean armored;

  @Option(names = "--sign", description = "Sign it as well.")
  private boolean sign;

  @Option(names = "--not-to-me", description = "You cannot read it afterwards.")
  private boolean notToMe;

  @Option(
      names = "--trust-found",
      description =
          "Encrypt also to keys that nobody vouches for. Compare their fingerprints first: else"
              + " whoever made them up reads it.")
  private boolean trustFound;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to; with one FILE. Default: its name with .pgp, or .asc with --armor.")
  private @Nullable Path output;

  @Override
  int run(Client client, Policy policy) throws IOException, InterruptedException {
    if (addresses.isEmpty() && certificates.isEmpty()) {
      throw wrong("say whom it is for: --to ADDRESS or --to-file FILE");
    }
    if (output != null && files.size() > 1) {
      throw wrong("--output is for one FILE");
    }
    var own = notToMe ? Optional.<OwnKey>empty() : client.keys().active();
    var choice = new Recipients.Choice(client.contacts(), policy, client.clock(), trustFound);
    return switch (choice.of(addresses, certificates(certificates), own)) {
      case Recipients.Outcome.Refused(var sentence) ->
          complain(sentence + "; nothing was encrypted", Exit.FINDINGS);
      case Recipients.Outcome.Unreachable(var sentence) -> complain(sentence, Exit.UNREACHABLE);
      case Recipients.Outcome.Chosen(var recipients) -> encryptAll(client, recipients);
    };
  }

  private int encryptAll(Client client, Recipients recipients) throws IOException {
    List<Key> signers = sign ? keys(client, true) : List.of();
    if (sign && signers.isEmpty()) {
      return complain("there is no open key of yours to sign with", Exit.FINDINGS);
    }
    name(recipients);
    for (var file : files.isEmpty() ? List.of(Path.of("-")) : files) {
      int exit = encrypt(client, recipients, signers, file);
      if (exit != Exit.FINE) {
        return exit;
      }
    }
    return Exit.FINE;
  }

  /** On standard error: standard output may be the message. */
  private void name(Recipients recipients) {
    for (var one : recipients.all()) {
      err()
          .println(
              (one.doubtful() ? "WARNING  " : one.additional() ? "also     " : "to       ")
                  + one.name()
                  + "  "
                  + one.certificate().fingerprint()
                  + "  ("
                  + one.reason()
                  + ")");
    }
    err().flush();
  }

  private int encrypt(Client client, Recipients recipients, List<Key> signers, Path file)
      throws IOException {
    if (isStandard(file) && output == null) {
      return encrypt(client, recipients, signers, file, standardOutput());
    }
    var target = output != null ? output : beside(file, armored ? ".asc" : ".pgp");
    try (var out = OutputFile.begin(target, false, force)) {
      int exit = encrypt(client, recipients, signers, file, out);
      if (exit == Exit.FINE) {
        out.release();
        out().println("encrypted " + file + " to " + target);
        out().flush();
      }
      return exit;
    }
  }

  private int encrypt(
      Client client, Recipients recipients, List<Key> signers, Path file, OutputStream sink)
      throws IOException {
    try (var in = source(file)) {
      return switch (work(client).encrypt(recipients, signers, armored, in, sink)) {
        case Result.Refused<Long>(var refusal) -> complain(refusal.reason(), Exit.FINDINGS);
        case Result.Of<Long>(var octets) -> {
          client.note(
              Level.info,
              "encrypted",
              Map.of(
                  "octets", octets.toString(),
                  "recipients", Integer.toString(recipients.all().size())));
          yield Exit.FINE;
        }
      };
    }
  }
}
