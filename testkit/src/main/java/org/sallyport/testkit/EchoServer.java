package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A TCP server that sends a greeting and then returns every byte it gets, until the client ends its
 * side. A greeting that names the server tells a test which member it reached.
 */
public final class EchoServer implements AutoCloseable {
  private final Acceptor acceptor;

  private EchoServer(Acceptor acceptor) {
    this.acceptor = acceptor;
  }

  /** A server that says nothing first. */
  public static EchoServer start() throws IOException {
    return greeting("");
  }

  /** A server that sends {@code text} as soon as a client connects. */
  public static EchoServer greeting(String text) throws IOException {
    return greeting(text, 0);
  }

  /** The same on a port that is known, to come back where a closed server stood. */
  public static EchoServer greeting(String text, int port) throws IOException {
    var bytes = text.getBytes(UTF_8);
    return new EchoServer(
        Acceptor.start(
            port,
            (socket, number) -> {
              var out = socket.getOutputStream();
              out.write(bytes);
              socket.getInputStream().transferTo(out);
            }));
  }

  /** Where the server listens. */
  public InetSocketAddress address() {
    return acceptor.address();
  }

  /** Connections accepted so far. */
  public int accepted() {
    return acceptor.accepted();
  }

  /** Connections that are open now. */
  public int open() {
    return acceptor.open();
  }

  /** Ends every connection with a reset; the server goes on listening. */
  public void resetAll() {
    acceptor.resetAll();
  }

  @Override
  public void close() {
    acceptor.close();
  }
}
