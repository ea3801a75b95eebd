package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A TCP client that sends exactly the bytes it is given, each array in a segment of its own, and
 * reads with a time limit of five seconds unless told otherwise. Blocking; one thread at a time.
 *
 * <p>A read that waits too long throws {@link java.net.SocketTimeoutException}.
 */
public final class RawClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Socket socket;
  private final InputStream in;

  /** How the other side ended the connection. */
  public enum Ending {
    /** With FIN. */
    CLOSED,
    /** With RST. */
    RESET
  }

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /** Connects. */
  public static RawClient connect(InetSocketAddress address) throws IOException {
    return connect(address, null);
  }

  /** Connects from the loopback address given, such as 127.0.0.7, on a port the system chooses. */
  public static RawClient connect(InetSocketAddress address, @Nullable InetAddress from)
      throws IOException {
    return new RawClient(open(address, from));
  }

  /**
   * Connects and shakes hands.
   *
   * @param serverName sent as SNI (RFC 6066 section 3), or null for none
   */
  public static RawClient connectTls(
      InetSocketAddress address, SSLContext tls, @Nullable String serverName) throws IOException {
    var plain = open(address, null);
    var secured = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
    try {
      secured.setUseClientMode(true);
      if (serverName != null) {
        var parameters = new SSLParameters();
        parameters.setServerNames(java.util.List.of(new SNIHostName(serverName)));
        secured.setSSLParameters(parameters);
      }
      secured.startHandshake();
      return new RawClient(secured);
    } catch (IOException e) {
      Sockets.close(plain);
      throw e;
    }
  }

  private static Socket open(InetSocketAddress address, @Nullable InetAddress from)
      throws IOException {
    var socket = new Socket();
    try {
      if (from != null) {
        socket.bind(new InetSocketAddress(from, 0));
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.connect(address, (int) PATIENCE.toMillis());
      return socket;
    } catch (IOException e) {
      Sockets.close(socket);
      throw e;
    }
  }

  /** Changes how long a read may take. */
  public RawClient patience(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    return this;
  }

  /** Sends each array with a write of its own; TCP_NODELAY puts each into its own segment. */
  public RawClient send(byte[]... segments) throws IOException {
    for (var segment : segments) {
      socket.getOutputStream().write(segment);
      socket.getOutputStream().flush();
    }
    return this;
  }

  /** Sends text, one byte per character. */
  public RawClient send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  /** Sends {@code bytes} in segments of at most {@code length} bytes. */
  public RawClient sendInSegments(byte[] bytes, int length) throws IOException {
    for (int at = 0; at < bytes.length; at += length) {
      send(Arrays.copyOfRange(bytes, at, Math.min(at + length, bytes.length)));
    }
    return this;
  }

  /** Ends our side with FIN and leaves the other side open. */
  public RawClient finish() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads exactly {@code length} bytes. */
  public byte[] read(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("ended after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  /** Reads through the first occurrence of {@code end}, one byte per character. */
  public String readUntil(String end) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf(end, Math.max(0, text.length() - end.length())) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("ended before '" + end + "': " + text);
      }
      text.append((char) b);
    }
    return text.toString();
  }

  /** Reads everything until the other side ends with FIN. */
  public byte[] readToEnd() throws IOException {
    var bytes = new ByteArrayOutputStream();
    in.transferTo(bytes);
    return bytes.toByteArray();
  }

  /** Reads a response whose head has a Content-Length or no body, head and body together. */
  public String readResponse() throws IOException {
    var head = readUntil("\r\n\r\n");
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("\r\ncontent-length:");
    if (at < 0) {
      return head;
    }
    var length = head.substring(at + 17, head.indexOf("\r\n", at + 2)).strip();
    return head + new String(read(Integer.parseInt(length)), ISO_8859_1);
  }

  /**
   * Waits for the other side to end the connection, throws away what comes before, and says how.
   */
  public Ending awaitEnd() throws IOException {
    try {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return Ending.CLOSED;
    } catch (SocketException e) {
      return Ending.RESET;
    }
  }

  /** Our own address on this connection. */
  public InetSocketAddress localAddress() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** The socket below, for what this class does not offer. */
  public Socket socket() {
    return socket;
  }

  /** Ends the connection with RST. */
  public void reset() {
    Sockets.reset(socket);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
