package org.sallyport.encryption.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sallyport.kernel.HostPort;

/** Takes messages over TCP, and hangs up when it is told to. */
final class FakeCollector implements AutoCloseable {
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();

  FakeCollector(int port) {
    try {
      listening = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  HostPort address() {
    return new HostPort("127.0.0.1", listening.getLocalPort());
  }

  List<String> messages() {
    return List.copyOf(messages);
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> take(socket));
      }
    } catch (IOException closed) {
      hangUp();
    }
  }

  private void take(Socket socket) {
    try (var in = new DataInputStream(socket.getInputStream())) {
      while (true) {
        var count = new StringBuilder();
        for (int c = in.read(); c != ' '; c = in.read()) {
          if (c < '0' || c > '9') {
            return;
          }
          count.append((char) c);
        }
        var message = new byte[Integer.parseInt(count.toString())];
        in.readFully(message);
        messages.add(new String(message, UTF_8));
      }
    } catch (IOException gone) {
      open.remove(socket);
    }
  }

  boolean isCalled() {
    return !open.isEmpty();
  }

  void hangUp() {
    for (var each : open) {
      try {
        each.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    open.clear();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    hangUp();
  }
}
