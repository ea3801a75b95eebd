package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy that tunnels (RFC 9110 section 9.3.6), with or without basic authentication. Names
 * are looked up on this machine.
 */
public final class ConnectProxy implements AutoCloseable {
  private final Acceptor acceptor;
  private final State state;

  /** What connections share. */
  private static final class State {
    private final Optional<String> credentials;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;

    private State(Optional<String> credentials) {
      this.credentials = credentials;
    }
  }

  private ConnectProxy(Acceptor acceptor, State state) {
    this.acceptor = acceptor;
    this.state = state;
  }

  /** A proxy that tunnels for everybody. */
  public static ConnectProxy start() throws IOException {
    return start(0, null);
  }

  /**
   * A proxy on a port, to come back where a closed one stood.
   *
   * @param credentials {@code user:password} that it demands, or null
   */
  public static ConnectProxy start(int port, @Nullable String credentials) throws IOException {
    var state = new State(Optional.ofNullable(credentials));
    return new ConnectProxy(Acceptor.start(port, (socket, number) -> serve(socket, state)), state);
  }

  private static void serve(Socket socket, State state) throws IOException {
    var head = new HttpRequestReader(socket.getInputStream(), new ByteArrayOutputStream()).head();
    if (head == null) {
      return;
    }
    state.heads.add(head);
    int answer = allowed(head, state) ? state.answer : 407;
    var target = head.split(" ")[1];
    if (answer != 200 || !head.startsWith("CONNECT ")) {
      reply(socket, answer);
      return;
    }
    int colon = target.lastIndexOf(':');
    int port = Integer.parseInt(target.substring(colon + 1));
    try (var onward = new Socket()) {
      try {
        onward.connect(new InetSocketAddress(target.substring(0, colon), port), 2000);
      } catch (IOException unreachable) {
        reply(socket, 502);
        return;
      }
      onward.setTcpNoDelay(true);
      reply(socket, 200);
      Thread.ofVirtual().name("tunnel").start(() -> pump(onward, socket));
      pump(socket, onward);
    }
  }

  private static boolean allowed(String head, State state) {
    return state
        .credentials
        .map(pair -> "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
        .map(value -> head.contains("\r\nProxy-Authorization: " + value + "\r\n"))
        .orElse(true);
  }

  private static void reply(Socket socket, int status) throws IOException {
    var body = status == 200 ? "" : "Content-Length: 0\r\n";
    socket
        .getOutputStream()
        .write(("HTTP/1.1 " + status + " Status\r\n" + body + "\r\n").getBytes(ISO_8859_1));
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException gone) {
      // One side went away; the other follows.
    } finally {
      Sockets.close(to);
      Sockets.close(from);
    }
  }

  /** Answers every further CONNECT with this status; 200 tunnels again. */
  public void answer(int status) {
    state.answer = status;
  }

  /** Ends every tunnel; the proxy goes on listening. */
  public void endTunnels() {
    acceptor.resetAll();
  }

  /** The heads of the requests that came. */
  public List<String> heads() {
    return List.copyOf(state.heads);
  }

  /** Where the proxy listens. */
  public InetSocketAddress address() {
    return acceptor.address();
  }

  /** Stops listening and ends every tunnel. */
  @Override
  public void close() {
    acceptor.close();
  }
}
