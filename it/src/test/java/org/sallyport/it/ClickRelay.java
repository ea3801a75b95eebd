package org.sallyport.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One address before several nodes. Connections go to the node that was named last; naming another
 * one ends those that are open, so that the next click is answered by it.
 */
final class ClickRelay implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile int target;

  private ClickRelay(ServerSocket server) {
    this.server = server;
  }

  static ClickRelay start() throws IOException {
    var relay = new ClickRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(relay::accept);
    return relay;
  }

  int port() {
    return server.getLocalPort();
  }

  /** The next click is answered there. */
  void to(int port) {
    target = port;
    open.forEach(ClickRelay::end);
    open.clear();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var from = server.accept();
        var to = new Socket();
        to.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        open.add(from);
        open.add(to);
        Thread.ofVirtual().start(() -> pump(from, to));
        Thread.ofVirtual().start(() -> pump(to, from));
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // the other side ends as well
      end(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(ClickRelay::end);
  }
}
