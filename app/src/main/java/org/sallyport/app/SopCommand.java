package org.sallyport.app;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.sallyport.app.sop.Sop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The Stateless OpenPGP command line, whose words and exit codes are its own. */
@Command(
    name = "sop",
    description = {
      "Stateless OpenPGP (draft-dkg-openpgp-stateless-cli).",
      "",
      "Reads from standard input, writes to standard output, keeps nothing. Keys, certificates and"
          + " passwords are files, @ENV:NAME or @FD:NUMBER. The exit codes are the draft's."
    },
    exitCodeList = {
      "0:fine",
      "3:no signature counts",
      "17:a certificate cannot be encrypted to",
      "19:an argument is missing",
      "29:the message cannot be decrypted",
      "37:an option is not known",
      "41:the data are bad",
      "61:a file is missing",
      "67:a key needs its password",
      "69:a subcommand is not known",
      "70:a fault of ours",
      "79:a key cannot sign"
    },
    footer = {
      "  sallyport sop generate-key 'Alice <alice@example.com>' > alice.key",
      "  sallyport sop extract-cert < alice.key > alice.cert",
      "  sallyport sop encrypt alice.cert < letter > letter.asc",
      "  sallyport sop decrypt alice.key < letter.asc"
    })
final class SopCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "ARGUMENT",
      description = "A subcommand of the draft and what follows it.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws IOException {
    try (var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 64 * 1024)) {
      return new Sop(
              Version.number(),
              new FileInputStream(FileDescriptor.in),
              out,
              spec.commandLine().getErr(),
              System.getenv(),
              InstantSource.system())
          .run(arguments);
    }
  }
}
