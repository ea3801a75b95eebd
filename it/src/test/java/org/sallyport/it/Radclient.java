package org.sallyport.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * radclient of FreeRADIUS: sends a request, once more every {@code timeout} seconds without an
 * answer, and verifies the answer's authenticators.
 */
final class Radclient {
  private static final Pattern RECEIVED =
      Pattern.compile("Received (\\S+) Id (\\d+) from ([0-9.]+):(\\d+)");

  private final int port;
  private final Path secret;
  private final int timeout;
  private final int tries;

  private Radclient(int port, Path secret, int timeout, int tries) {
    this.port = port;
    this.secret = secret;
    this.timeout = timeout;
    this.tries = tries;
  }

  /** A client of a port on loopback that waits long for its one request. */
  static Radclient to(int port, Path folder, String secret) throws IOException {
    var file = Files.createTempFile(folder, "radclient-", ".secret");
    Files.writeString(file, secret + "\n");
    return new Radclient(port, file, 20, 1);
  }

  /** The same with other patience. */
  Radclient patience(int seconds, int sendings) {
    return new Radclient(port, secret, seconds, sendings);
  }

  /**
   * What came back.
   *
   * @param code such as {@code Access-Accept}; empty when nothing came
   * @param output all that radclient has said
   */
  record Answer(Optional<String> code, String output) {
    boolean is(String name) {
      return code.equals(Optional.of(name));
    }

    /** The value of an attribute of the answer, without quotes. */
    Optional<String> value(String attribute) {
      int answer = output.lastIndexOf("Received ");
      var pattern = Pattern.compile("\\n\\t" + Pattern.quote(attribute) + " = \"?([^\"\\n]*)\"?");
      var matcher = pattern.matcher(answer < 0 ? "" : output.substring(answer));
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
  }

  /** Asks for access by a password, with a Message-Authenticator. */
  Answer login(String user, String password, String... more)
      throws IOException, InterruptedException {
    var attributes = new ArrayList<String>();
    attributes.add("Message-Authenticator = 0x00");
    attributes.add("User-Name = \"" + user + "\"");
    attributes.add("User-Password = \"" + password + "\"");
    attributes.addAll(List.of(more));
    return send("auth", attributes);
  }

  /** Tells the beginning, going on or end of a session. */
  Answer accounting(String user, String status, String session)
      throws IOException, InterruptedException {
    return send(
        "acct",
        List.of(
            "User-Name = \"" + user + "\"",
            "Acct-Status-Type = " + status,
            "Acct-Session-Id = \"" + session + "\""));
  }

  /** Asks Status-Server. */
  Answer status() throws IOException, InterruptedException {
    return send("status", List.of("Message-Authenticator = 0x00"));
  }

  /** Sends a request of any kind, with attributes in radclient's syntax. */
  Answer send(String command, List<String> attributes) throws IOException, InterruptedException {
    var result =
        Command.run(
            String.join("\n", attributes) + "\n",
            Map.of(),
            "radclient",
            "-x",
            "-t",
            timeout,
            "-r",
            tries,
            "-S",
            secret,
            "127.0.0.1:" + port,
            command);
    var received = RECEIVED.matcher(result.all());
    Optional<String> code = Optional.empty();
    while (received.find()) {
      code = Optional.of(received.group(1));
    }
    return new Answer(code, result.all());
  }
}
