package org.sallyport.director.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A TCP server that plays a script on each connection that sends something or waits, and closes it
 * afterwards. A health check that connects and leaves plays it too, and is not noticed.
 */
public final class ScriptedServer implements AutoCloseable {
  private static final ScopedValue<BlockingQueue<byte[]>> KEPT = ScopedValue.newInstance();

  private final ServerSocket listener;
  private final BlockingQueue<byte[]> kept = new LinkedBlockingQueue<>();

  /** What is done with one connection. */
  @FunctionalInterface
  public interface Script {
    /** Plays; the socket is closed afterwards. */
    void play(Socket socket) throws IOException;
  }

  private ScriptedServer(ServerSocket listener) {
    this.listener = listener;
  }

  /** A server on loopback. */
  public static ScriptedServer start(Script script) throws IOException {
    var server = new ScriptedServer(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(() -> server.accept(script));
    return server;
  }

  private void accept(Script script) {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        Thread.ofVirtual()
            .start(() -> ScopedValue.where(KEPT, kept).run(() -> play(script, socket)));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void play(Script script, Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      script.play(socket);
    } catch (IOException gone) {
      // The other side went away, as tests and health checks make it.
    }
  }

  /** Called by a script: hands the test what was received; what a health check sent is nothing. */
  public static void keep(Socket socket, byte[] bytes) {
    if (bytes.length > 0) {
      KEPT.get().add(bytes);
    }
  }

  /** What a script kept next. */
  public byte[] kept() throws InterruptedException {
    var bytes = kept.poll(5, TimeUnit.SECONDS);
    if (bytes == null) {
      throw new AssertionError("nothing was kept within five seconds");
    }
    return bytes;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
