package org.sallyport.app.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An HTTPS connection of the demo's clients. It never retries: what is cut is seen. One thread;
 * calls block, for three seconds at most.
 */
final class Connection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 3000;
  private static final int LONGEST_LINE = 8192;

  private final SSLSocket socket;
  private final InputStream in;
  private final String host;

  /**
   * What came back.
   *
   * @param cookie the value of the session cookie, where one was set
   */
  record Reply(int status, Optional<String> cookie, String body) {}

  private Connection(SSLSocket socket, String host) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.host = host;
  }

  static Connection open(SSLContext tls, InetSocketAddress address, String host)
      throws IOException {
    var plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.setSoTimeout(PATIENCE_MILLIS);
      plain.connect(address, PATIENCE_MILLIS);
      var socket =
          (SSLSocket) tls.getSocketFactory().createSocket(plain, host, address.getPort(), true);
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new Connection(socket, host);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /** The certificate that the other side showed. */
  byte[] certificate() throws IOException {
    return Certificates.encoded(socket.getSession().getPeerCertificates()[0]);
  }

  Reply get(String path, Optional<String> cookie) throws IOException {
    var request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\n"
            + cookie.map(value -> "Cookie: " + Origin.COOKIE + "=" + value + "\r\n").orElse("")
            + "\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return read();
  }

  private Reply read() throws IOException {
    var first = line().split(" ", 3);
    if (first.length < 2) {
      throw new IOException("the answer has no status");
    }
    int status = Integer.parseInt(first[1]);
    int length = 0;
    Optional<String> cookie = Optional.empty();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      var value = line.substring(colon + 1).strip();
      switch (line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = Integer.parseInt(value);
        case "set-cookie" -> cookie = sessionIn(value);
        default -> {
          // The demo's clients have no use for it.
        }
      }
    }
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the connection was closed within the answer");
    }
    return new Reply(status, cookie, new String(body, ISO_8859_1));
  }

  private static Optional<String> sessionIn(String value) {
    var pair = value.split(";", 2)[0];
    return pair.startsWith(Origin.COOKIE + "=")
        ? Optional.of(pair.substring(Origin.COOKIE.length() + 1))
        : Optional.empty();
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed before the answer");
      }
      if (line.length() > LONGEST_LINE) {
        throw new IOException("the answer has a line without end");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It was cut already.
    }
  }
}
