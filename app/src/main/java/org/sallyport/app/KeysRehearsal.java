package org.sallyport.app;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.app.node.Node;

/**
 * An encryption server on loopback, a machine that enrols there, and a letter that it encrypts and
 * decrypts again: what people who use keys wait for most often. For {@link TrainCommand}.
 */
final class KeysRehearsal {
  private static final int ATTEMPTS = 100;
  private static final String CODE = "code: ";
  private static final String WHO = "ada@example.com";

  private final Path folder;

  /**
   * For a folder.
   *
   * @param folder with the authority of a {@link Rehearsal} in {@code pki}
   */
  KeysRehearsal(Path folder) {
    this.folder = folder;
  }

  /**
   * Plays it.
   *
   * @return the letter as it was received
   */
  String play() throws IOException {
    int port = freePort();
    var file = Files.writeString(folder.resolve("keys.yaml"), node(freePort(), port));
    Files.writeString(folder.resolve("ignition"), "0123456789abcdef0123456789abcdef");
    return switch (Node.start(file, Version.number())) {
      case Node.Starting.Refused(String report) -> throw new IOException(report);
      case Node.Starting.Running(Node node) -> {
        try (node) {
          enrol(file, port);
          yield exchange();
        }
      }
    };
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static String node(int admin, int port) {
    return """
    node: rehearsal-keys
    admin: { listen: 127.0.0.1:%d }
    encryption:
      listen: 127.0.0.1:%d
      certificates: [{ chain: pki/localhost.pem, key: "file:pki/localhost.key" }]
      store: { path: encryption.db }
      ignition: file:ignition
      organisation: Rehearsal
      domains: [example.com]
      drain-time: 100ms
    """
        .formatted(admin, port);
  }

  private void enrol(Path file, int port) throws IOException {
    var issued = issued(file.toString());
    var code = issued.lines().filter(line -> line.startsWith(CODE)).findFirst().orElseThrow();
    Files.writeString(folder.resolve("code"), code.substring(CODE.length()));
    type(
        "client",
        "enrol",
        "--server",
        "localhost:" + port,
        "--trust",
        at("pki/trust.pem"),
        "--method",
        "code",
        "--secret",
        at("code"),
        "--state",
        at("machine"));
  }

  /** The server is ready some moments after its start. */
  private String issued(String file) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var printed = DemoCommand.type(List.of("encryption", "code", "issue", WHO, "--node", file));
      if (printed.exit() == Exit.FINE) {
        return printed.out();
      }
      pause();
    }
    throw new IOException("no code was issued");
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private String exchange() throws IOException {
    Files.writeString(folder.resolve("letter"), "as rehearsed");
    type("client", "status", "--state", at("machine"));
    type("client", "sync", "--state", at("machine"));
    type("client", "encrypt", at("letter"), "--to", WHO, "--sign", "--state", at("machine"));
    type(
        "client",
        "decrypt",
        at("letter.pgp"),
        "--from",
        WHO,
        "--output",
        at("received"),
        "--state",
        at("machine"));
    return Files.readString(folder.resolve("received"));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static void type(String... words) throws IOException {
    var printed = DemoCommand.type(List.of(words));
    if (printed.exit() != Exit.FINE) {
      throw new IOException(String.join(" ", words) + ": " + printed.err().strip());
    }
  }
}
