package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 origin on blocking sockets that answers by script and keeps every byte it received,
 * so that a test can compare them with what was sent. It understands just enough of RFC 9112 to see
 * where a request ends, and corrects nothing.
 */
public final class HttpOrigin implements AutoCloseable {
  private final Acceptor acceptor;
  private final List<Request> requests;
  private final Map<Integer, ByteArrayOutputStream> received;

  private HttpOrigin(
      Acceptor acceptor, List<Request> requests, Map<Integer, ByteArrayOutputStream> received) {
    this.acceptor = acceptor;
    this.requests = requests;
    this.received = received;
  }

  /** Answers one request. Called on the connection's own virtual thread. */
  @FunctionalInterface
  public interface Script {
    /** Writes the answer, in parts where the test needs it, or ends the connection. */
    void answer(Request request, Connection connection) throws IOException;
  }

  /**
   * A request as it arrived.
   *
   * @param connection the number of its connection, from 1 in order of acceptance
   * @param number its number on the connection, from 1
   * @param head request line and header fields, with the empty line at the end
   * @param body the body as it arrived, one byte per character, chunk framing and trailers included
   */
  public record Request(int connection, int number, String head, String body) {
    /** Method, target and version. */
    public String line() {
      return head.substring(0, head.indexOf("\r\n"));
    }

    /** The target of the request line. */
    public String target() {
      return line().split(" ")[1];
    }

    /** The value of the first field of this name, without the white space around it. */
    public Optional<String> field(String name) {
      return head.lines()
          .skip(1)
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }
  }

  /** The origin's side of a connection. */
  public static final class Connection {
    private final Socket socket;

    private Connection(Socket socket) {
      this.socket = socket;
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Sends text as it is, one byte per character. */
    public void send(String text) throws IOException {
      send(text.getBytes(ISO_8859_1));
    }

    /** Sends a complete response with a body; fields are whole lines such as {@code A: b}. */
    public void respond(int status, String body, String... fields) throws IOException {
      send(response(status, body, fields));
    }

    /** Ends the connection with FIN. */
    public void close() throws IOException {
      socket.close();
    }

    /** Ends the connection with RST. */
    public void reset() {
      Sockets.reset(socket);
    }

    /** The connection's socket, for what a script does after an upgrade. */
    public Socket socket() {
      return socket;
    }
  }

  /** An origin that answers every request with 200 and {@code body}. */
  public static HttpOrigin saying(String body) throws IOException {
    return start((request, connection) -> connection.respond(200, body));
  }

  /** An origin without TLS. */
  public static HttpOrigin start(Script script) throws IOException {
    return start(script, null, 0);
  }

  /** An origin with TLS. */
  public static HttpOrigin start(Script script, SSLContext tls) throws IOException {
    return start(script, tls, 0);
  }

  /** An origin that demands certificates of clients; port 0 lets the system choose. */
  public static HttpOrigin mutual(Script script, SSLContext tls, int port) throws IOException {
    return start(script, tls, port, true);
  }

  /** An origin on a port that is known, to come back where a closed one stood. */
  public static HttpOrigin start(Script script, @Nullable SSLContext tls, int port)
      throws IOException {
    return start(script, tls, port, false);
  }

  private static HttpOrigin start(
      Script script, @Nullable SSLContext tls, int port, boolean clientCertificates)
      throws IOException {
    var requests = new CopyOnWriteArrayList<Request>();
    var received = new ConcurrentHashMap<Integer, ByteArrayOutputStream>();
    var acceptor =
        Acceptor.start(
            port,
            (socket, number) -> {
              var kept = new ByteArrayOutputStream();
              received.put(number, kept);
              try (var carrier = tls == null ? socket : secured(socket, tls, clientCertificates)) {
                serve(carrier, number, script, requests, kept);
              }
            });
    return new HttpOrigin(acceptor, requests, received);
  }

  private static Socket secured(Socket socket, SSLContext tls, boolean clientCertificates)
      throws IOException {
    var secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
    secured.setUseClientMode(false);
    secured.setNeedClientAuth(clientCertificates);
    return secured;
  }

  private static void serve(
      Socket socket,
      int connection,
      Script script,
      List<Request> requests,
      ByteArrayOutputStream kept)
      throws IOException {
    var reader = new HttpRequestReader(socket.getInputStream(), kept);
    for (int number = 1; !socket.isClosed(); number++) {
      var head = reader.head();
      if (head == null) {
        return;
      }
      var answered = new Connection(socket);
      if (expectsContinue(head)) {
        answered.send("HTTP/1.1 100 Continue\r\n\r\n");
      }
      var request = new Request(connection, number, head, reader.body(head));
      requests.add(request);
      script.answer(request, answered);
    }
  }

  private static boolean expectsContinue(String head) {
    return head.toLowerCase(java.util.Locale.ROOT).contains("\r\nexpect: 100-continue\r\n");
  }

  /** A complete response with a body, as bytes. */
  public static byte[] response(int status, String body, String... fields) {
    var content = body.getBytes(UTF_8);
    var head = new StringBuilder("HTTP/1.1 ").append(status).append(" Status\r\n");
    for (var field : fields) {
      head.append(field).append("\r\n");
    }
    head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  /** Where the origin listens. */
  public InetSocketAddress address() {
    return acceptor.address();
  }

  /** Requests in order of their arrival. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Every byte received on the connection with this number, from 1. */
  public byte[] received(int connection) {
    var kept = received.get(connection);
    if (kept == null) {
      throw new IllegalArgumentException("no connection " + connection);
    }
    return kept.toByteArray();
  }

  /** Connections accepted so far. */
  public int accepted() {
    return acceptor.accepted();
  }

  /** Connections that are open now. */
  public int open() {
    return acceptor.open();
  }

  /** Ends every connection with a reset; the origin goes on listening. */
  public void resetAll() {
    acceptor.resetAll();
  }

  /** Stops listening and ends every connection. */
  @Override
  public void close() {
    acceptor.close();
  }
}
