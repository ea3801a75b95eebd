package org.sallyport.app.demo.login;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody's device for pushes: {@code sallyport device} in a terminal. One thread. */
final class Phone {
  private static final String PATIENCE_SECONDS = "20";
  private static final Pattern CHALLENGE = Pattern.compile("^(a_\\S+)", Pattern.MULTILINE);

  private final Terminal terminal;
  private final Path state;
  private final Path trust;

  /** A device that keeps its key in {@code state}. */
  Phone(Terminal terminal, Path state, Path trust) {
    this.terminal = terminal;
    this.state = state;
    this.trust = trust;
  }

  void enrol(String url, String activation) throws IOException {
    type("enrol", url, activation);
  }

  /** Waits until something is asked; the challenge's id. */
  String awaitChallenge() throws IOException {
    var shown = CHALLENGE.matcher(type("wait", "--for", PATIENCE_SECONDS));
    if (!shown.find()) {
      throw new IOException("the device shows no challenge");
    }
    return shown.group(1);
  }

  void approve(String challenge, String number) throws IOException {
    type("approve", challenge, number);
  }

  void deny(String challenge) throws IOException {
    type("deny", challenge);
  }

  private String type(String... words) throws IOException {
    var line = new ArrayList<>(List.of("device"));
    line.addAll(List.of(words));
    line.addAll(List.of("--state", state.toString(), "--trust", trust.toString()));
    var printed = terminal.type(line);
    if (printed.exit() != 0) {
      throw new IOException("sallyport device " + words[0] + ": " + printed.err().strip());
    }
    return printed.out();
  }
}
