package org.sallyport.app.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.sallyport.app.Exit;
import org.sallyport.client.Client;
import org.sallyport.client.file.OutputFile;
import org.sallyport.client.key.OwnKey;
import org.sallyport.client.log.LogLine.Level;
import org.sallyport.client.policy.KeyMode;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a key from one machine of a person to another. */
final class KeyTransfer {
  private KeyTransfer() {}

  /** Writes the key. */
  @Command(
      name = "export",
      description = "Write your active key, under its passphrase, for another machine of yours.",
      exitCodeList = {
        "0:written",
        "1:the secret is not here, or the server gives it out",
        "2:the file exists, this machine has not enrolled, or its state is unsafe"
      },
      footer = {"  sallyport client keys export --output my-key.asc"})
  static final class Export extends EnrolledAction {
    @Option(
        names = "--output",
        paramLabel = "FILE",
        required = true,
        description = "A new file, which you alone can read.")
    private Path output;

    @Override
    int run(Client client) throws IOException {
      var active = client.keys().active();
      if (active.flatMap(OwnKey::secret).isEmpty()) {
        return complain("the secret of your active key is not on this machine", Exit.FINDINGS);
      }
      if (active.get().mode() == KeyMode.SKM) {
        return complain(
            "the server gives keys of mode SKM to each of your machines; nothing is to be exported",
            Exit.FINDINGS);
      }
      try (var file = OutputFile.begin(output, true, false)) {
        var armored = active.get().secret().orElseThrow().armored().revealText();
        file.write(armored.getBytes(StandardCharsets.US_ASCII));
        file.release();
      }
      client.note(Level.warn, "key-exported", Map.of("key", active.get().fingerprint().hex()));
      out().println("wrote " + active.get().fingerprint() + " to " + output);
      return Exit.FINE;
    }
  }

  /** Reads the key. */
  @Command(
      name = "import",
      description = "Take the secret of your key from what another machine of yours exported.",
      exitCodeList = {
        "0:taken",
        "1:refused",
        "2:the file is no key, this machine has not enrolled, or its state is unsafe"
      },
      footer = {"  sallyport client keys import my-key.asc"})
  static final class Import extends EnrolledAction {
    @Parameters(paramLabel = "FILE", description = "What 'keys export' wrote.")
    private Path file;

    @Override
    int run(Client client) throws IOException {
      return switch (Key.read(Files.readAllBytes(file))) {
        case Result.Refused<Key>(var refusal) ->
            complain(file + ": " + refusal.reason(), Exit.USAGE);
        case Result.Of<Key>(var key) -> take(client, key);
      };
    }

    private int take(Client client, Key key) throws IOException {
      Optional<String> not = client.keys().adopt(key);
      if (not.isPresent()) {
        return complain(not.get(), Exit.FINDINGS);
      }
      client.note(Level.info, "key-imported", Map.of("key", key.fingerprint().hex()));
      out().println("took " + key.fingerprint());
      return Exit.FINE;
    }
  }
}
