package org.sallyport.app.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.key.Passphrases;
import org.sallyport.kernel.Secret;
import picocli.CommandLine.Option;

/** The passphrase of the person's key: from a file, standard input or the terminal; asked once. */
final class PassphraseOption implements Passphrases {
  @Option(
      names = "--passphrase",
      paramLabel = "FILE",
      description =
          "A file with the passphrase of your key; - is standard input. Else you are asked.")
  private @Nullable Path file;

  private Optional<Secret> known = Optional.empty();

  @Override
  public Optional<Secret> existing() {
    if (known.isEmpty()) {
      known = read("Passphrase of your key");
    }
    return known;
  }

  @Override
  public Optional<Secret> fresh() {
    if (known.isPresent() || file != null) {
      return existing();
    }
    for (int tries = 0; tries < 3; tries++) {
      var first = read("A passphrase for your new key");
      if (first.isEmpty()) {
        return first;
      }
      if (first.equals(read("The same again"))) {
        known = first;
        return known;
      }
    }
    return Optional.empty();
  }

  private Optional<Secret> read(String question) {
    try {
      return SecretSource.of(file, question);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
