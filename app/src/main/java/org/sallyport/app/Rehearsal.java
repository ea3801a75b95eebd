package org.sallyport.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sallyport.app.node.DirectorRole;
import org.sallyport.app.node.Node;
import org.sallyport.pki.PkiDirectory;
import org.sallyport.pki.Request;

/**
 * A director on loopback (several addresses of it, as Linux has them) in front of a server of its
 * own, with a client that asks through it in clear and over TLS. For {@link TrainCommand}.
 */
final class Rehearsal implements AutoCloseable {
  private static final int REQUESTS = 300;
  private static final int PATIENCE_MILLIS = 5000;
  private static final byte[] REQUEST =
      "GET /a?b=c HTTP/1.1\r\nHost: localhost\r\nCookie: SESSION=1\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nSet-Cookie: SESSION=1\r\n\r\nok\n"
          .getBytes(US_ASCII);

  private final Path folder;
  private final ServerSocket origin;

  Rehearsal(Path folder) throws IOException {
    this.folder = folder;
    this.origin = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** Writes the file that {@link #play} runs. */
  Path prepare() throws IOException {
    var pki = folder.resolve("pki");
    var clock = Clock.systemUTC();
    var _ = PkiDirectory.init(pki, "Rehearsal", clock, PkiDirectory.Existing.KEEP);
    var _ =
        PkiDirectory.load(pki, clock)
            .issue(Request.server("localhost"), PkiDirectory.Existing.KEEP);
    return Files.writeString(
        folder.resolve("node.yaml"),
        """
        node: rehearsal
        admin: { listen: 127.0.0.1:0 }
        director:
          state: state
          drain-time: 0s
          services:
            relay: { listen: 127.0.0.1:0, pool: p, persistence: { by: source-address } }
            http:
              listen: 127.0.0.2:0
              protocol: http
              pool: p
              persistence: { by: cookie, mode: learn, name: SESSION }
              filter: [{ rule: never, action: deny, paths: [/never/*] }]
            localhost:
              listen: 127.0.0.3:0
              protocol: http
              tls: terminate
              certificates: [{ chain: pki/localhost.pem, key: "file:pki/localhost.key" }]
              pool: p
              persistence: { by: cookie, mode: insert, name: MEMBER }
          pools:
            p:
              kind: stateful
              members: { one: { address: 127.0.0.1:%d } }
              health: [{ check: http, every: 500ms, timeout: 500ms }]
        """
            .formatted(origin.getLocalPort()));
  }

  /** Starts the director, asks through it, reads its file again and stops it. */
  void play() throws IOException {
    Thread.ofVirtual().name("rehearsal-origin").start(this::serve);
    switch (Node.start(folder.resolve("node.yaml"), Version.number())) {
      case Node.Starting.Refused(String report) -> throw new IOException(report);
      case Node.Starting.Running(Node node) -> {
        try (node) {
          ask(address(node, "relay"), false);
          ask(address(node, "http"), false);
          ask(address(node, "localhost"), true);
          var _ = node.reload("rehearsal");
        }
      }
    }
  }

  private static InetSocketAddress address(Node node, String service) {
    return node.role(DirectorRole.class).director().addresses(service).getFirst();
  }

  private void ask(InetSocketAddress address, boolean encrypted) throws IOException {
    try (var socket = connect(address, encrypted)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var in = socket.getInputStream();
      for (int i = 0; i < REQUESTS; i++) {
        socket.getOutputStream().write(REQUEST);
        int next = in.read();
        while (next >= 0 && !(next == '\n' && in.available() == 0)) {
          next = in.read();
        }
        if (next < 0) {
          throw new IOException("the director closed the connection of " + address);
        }
      }
    }
  }

  private Socket connect(InetSocketAddress address, boolean encrypted) throws IOException {
    if (!encrypted) {
      return new Socket(address.getAddress(), address.getPort());
    }
    try {
      var trust = KeyStore.getInstance(KeyStore.getDefaultType());
      trust.load(null, null);
      int number = 0;
      for (var certificate :
          PkiDirectory.load(folder.resolve("pki"), Clock.systemUTC()).authority().bundle()) {
        trust.setCertificateEntry("authority-" + number++, certificate);
      }
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trust);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    } catch (GeneralSecurityException unavailable) {
      throw new IOException(unavailable);
    }
  }

  private void serve() {
    while (!origin.isClosed()) {
      try {
        var client = origin.accept();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void answer(Socket client) {
    try (client;
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          client.getOutputStream().write(ANSWER);
        }
      }
    } catch (IOException gone) {
      // The director closes connections of checks as soon as it has read their answer.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    origin.close();
  }
}
