package org.sallyport.app.client;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.kernel.Secret;

/** Where a secret of the person comes from: a file, standard input, or the person. */
final class SecretSource {
  private static final int LONGEST = 64 * 1024;

  private SecretSource() {}

  /** Whether somebody can be asked. */
  static boolean canAsk() {
    return terminal().isPresent();
  }

  private static Optional<Console> terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }

  /** Asks at the terminal, without showing what is typed; empty without one, or without a word. */
  static Optional<Secret> ask(String question) {
    var console = terminal();
    if (console.isEmpty()) {
      return Optional.empty();
    }
    var typed = console.get().readPassword("%s: ", question);
    if (typed == null || typed.length == 0) {
      return Optional.empty();
    }
    var secret = Secret.ofText(new String(typed));
    Arrays.fill(typed, ' ');
    return Optional.of(secret);
  }

  /**
   * The first line of a file, or of standard input for {@code -}; else asks.
   *
   * @throws IOException when the file cannot be read, or holds nothing
   */
  static Optional<Secret> of(@Nullable Path file, String question) throws IOException {
    if (file == null) {
      return ask(question);
    }
    if (file.toString().equals("-")) {
      return Optional.of(line(System.in, "standard input"));
    }
    try (var in = Files.newInputStream(file)) {
      return Optional.of(line(in, file.toString()));
    }
  }

  private static Secret line(InputStream in, String name) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      if (line.size() >= LONGEST) {
        throw new IOException("the first line of " + name + " is too long for a secret");
      }
      line.write(octet);
    }
    var text = line.toString(StandardCharsets.UTF_8);
    if (text.isBlank()) {
      throw new IOException("the first line of " + name + " is empty, a secret is expected there");
    }
    return Secret.ofText(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
