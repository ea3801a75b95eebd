package org.sallyport.director.health;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A member that plays a part on each connection and remembers the lines that it heard. */
final class ScriptedMember implements AutoCloseable {
  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  /** One side of a conversation. */
  @FunctionalInterface
  interface Part {
    void play(Stage stage) throws IOException;
  }

  /** What a part can do. */
  final class Stage {
    private Socket socket;
    private BufferedReader reader;

    private Stage(Socket socket) throws IOException {
      this.socket = socket;
      this.reader = reader(socket);
    }

    private static BufferedReader reader(Socket socket) throws IOException {
      return new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** Goes on as the server's side of TLS. */
    void encrypt(SSLContext context) throws IOException {
      var secured =
          (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
      secured.setUseClientMode(false);
      secured.startHandshake();
      socket = secured;
      reader = reader(secured);
    }

    void say(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /** Waits for a line; null once the check has hung up. */
    void hear() throws IOException {
      var line = reader.readLine();
      heard.add(line == null ? "(end)" : line);
    }

    void hearHead() throws IOException {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        heard.add(line);
        if (line.isEmpty()) {
          return;
        }
      }
    }

    void waitForEnd() throws IOException {
      while (reader.read() >= 0) {
        // Until the check hangs up.
      }
    }
  }

  private ScriptedMember(ServerSocket listener) {
    this.listener = listener;
  }

  static ScriptedMember playing(Part part) throws IOException {
    return playing(ServerSocketFactory.getDefault(), part);
  }

  static ScriptedMember playing(ServerSocketFactory sockets, Part part) throws IOException {
    var member =
        new ScriptedMember(sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(() -> member.accept(part));
    return member;
  }

  private void accept(Part part) {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> play(part, socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void play(Part part, Socket socket) {
    try (socket) {
      part.play(new Stage(socket));
    } catch (IOException e) {
      heard.add("(broken: " + e.getMessage() + ")");
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The next line that was heard. */
  String heard() {
    try {
      var line = heard.poll(10, TimeUnit.SECONDS);
      return line == null ? "(silence)" : line;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
