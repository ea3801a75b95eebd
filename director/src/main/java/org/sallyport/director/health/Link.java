package org.sallyport.director.health;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection to a member, and what the check awaits from it. Confined to one thread. */
final class Link implements Closeable {
  private static final int MAX_LINE = 2048;
  private static final int MAX_READ = 32 << 10;

  private final DeadlineSocket raw;
  private Socket socket;
  private InputStream in = InputStream.nullInputStream();
  private String awaited = "connection";
  private int read;

  /** A connection that gives up when {@link System#nanoTime} reaches {@code deadline}. */
  Link(long deadline) {
    raw = new DeadlineSocket(deadline);
    socket = raw;
  }

  void connect(InetSocketAddress address) throws IOException {
    raw.connect(address);
    in = buffered(raw);
  }

  /** Shakes hands; everything after it is encrypted. */
  void startTls(CheckTls tls) throws IOException {
    await("TLS handshake");
    var secured = tls.over(raw);
    socket = secured;
    secured.startHandshake();
    // A resumed session is not verified again; each check is to see what the member has now.
    secured.getSession().invalidate();
    in = buffered(secured);
  }

  private static InputStream buffered(Socket socket) throws IOException {
    return new BufferedInputStream(socket.getInputStream(), 2048);
  }

  Socket socket() {
    return socket;
  }

  /** Milliseconds until the deadline, at least one. */
  int remainingMillis() throws DeadlineExceeded {
    return raw.remainingMillis();
  }

  /** Says what comes next, for the cause if it does not. */
  void await(String what) {
    awaited = what;
  }

  String awaited() {
    return awaited;
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void send(String ascii) throws IOException {
    send(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The next line without its CRLF or LF, each byte as one character.
   *
   * @throws EOFException if the member closes first
   * @throws IOException if the line, or everything read, is longer than a check needs
   */
  String line() throws IOException {
    var line = new StringBuilder();
    for (int c = next(); c != '\n'; c = next()) {
      if (line.length() == MAX_LINE) {
        throw new IOException(
            "a line of more than " + MAX_LINE + " bytes in place of the " + awaited);
      }
      line.append((char) c);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  /** Whether the member has said nothing yet. */
  boolean silent() {
    return read == 0;
  }

  /** What comes until the member closes, each byte as one character. */
  String rest() throws IOException {
    var rest = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (++read > MAX_READ) {
        throw new IOException("more than " + MAX_READ + " bytes in the " + awaited);
      }
      rest.append((char) c);
    }
    return rest.toString();
  }

  private int next() throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new EOFException();
    }
    if (++read > MAX_READ) {
      throw new IOException("more than " + MAX_READ + " bytes and no " + awaited);
    }
    return c;
  }

  @Override
  public void close() {
    try {
      socket.close();
      raw.close();
    } catch (IOException _) {
      // The verdict is known and the descriptor is released; a failed farewell changes neither.
      awaited = "end";
    }
  }
}
