package org.sallyport.smtp.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.testkit.RawClient;

/** A server with a recording hop, and clients that speak line by line. */
final class ServerCase implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final RecordingHop hop = new RecordingHop();
  final SmtpServer server;
  private final List<RawClient> clients = new ArrayList<>();

  ServerCase() throws IOException {
    this(plain());
  }

  ServerCase(ServerParameters parameters) throws IOException {
    server = SmtpServer.start(parameters, hop);
  }

  static ServerParameters plain() {
    return ServerParameters.plain(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "mail.example.com");
  }

  /** A client that has not read its greeting. */
  RawClient connect() throws IOException {
    var client = RawClient.connect(server.address()).patience(PATIENCE);
    clients.add(client);
    return client;
  }

  /** A client that was greeted and has said EHLO. */
  RawClient greeted() throws IOException {
    var client = connect();
    expect(client, "220");
    say(client, "EHLO client.example");
    return client;
  }

  /** A client that has sent DATA after one recipient. */
  RawClient atData() throws IOException {
    var client = greeted();
    say(client, "MAIL FROM:<a@b.example>");
    say(client, "RCPT TO:<c@d.example>");
    if (!say(client, "DATA").startsWith("354")) {
      throw new AssertionError("no 354");
    }
    return client;
  }

  /** Sends a line and returns the last line of the reply. */
  static String say(RawClient client, String line) throws IOException {
    client.send(line + "\r\n");
    return reply(client);
  }

  /** The last line of the next reply. */
  static String reply(RawClient client) throws IOException {
    while (true) {
      var line = client.readUntil("\r\n").strip();
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return line;
      }
    }
  }

  static void expect(RawClient client, String code) throws IOException {
    var reply = reply(client);
    if (!reply.startsWith(code)) {
      throw new AssertionError("expected " + code + ", found " + reply);
    }
  }

  @Override
  public void close() throws IOException {
    for (var each : clients) {
      each.close();
    }
    server.close();
  }
}
