package org.sallyport.encryption.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Locale;
import org.sallyport.kernel.HostPort;

/**
 * Asks a web server for one small thing: HTTP/1.1 over a connection of its own (RFC 9112), within a
 * deadline and a size. Redirections are not followed. Any thread; blocks.
 */
final class WebGet {
  /** The most octets of a body. */
  static final int MOST = 512 * 1024;

  private static final int MOST_HEAD = 16 * 1024;

  private final Dial dial;

  WebGet(Dial dial) {
    this.dial = dial;
  }

  /**
   * Asks.
   *
   * @param target path and query, percent-encoded
   */
  Fetched get(HostPort server, String target, Deadline deadline) {
    try (var socket = dial.connect(server, deadline)) {
      var host = server.port() == 443 ? server.host() : server.toString();
      var request =
          "GET "
              + target
              + " HTTP/1.1\r\nHost: "
              + host
              + "\r\nUser-Agent: sallyport\r\nAccept: */*\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return answer(new BufferedInputStream(new Limited(socket, deadline), 8192));
    } catch (UnknownHostException _) {
      return new Fetched.NoHost();
    } catch (IOException e) {
      return new Fetched.Failed(String.valueOf(e.getMessage()));
    }
  }

  /** Reads an answer. */
  static Fetched answer(InputStream in) throws IOException {
    var left = new int[] {MOST_HEAD};
    var first = line(in, left);
    if (!first.matches("HTTP/1\\.[01] [2-5][0-9]{2}( .*)?")) {
      throw new ProtocolException("it does not speak HTTP/1.1");
    }
    int status = Integer.parseInt(first.substring(9, 12));
    long length = -1;
    boolean chunked = false;
    for (var line = line(in, left); !line.isEmpty(); line = line(in, left)) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new ProtocolException("a header has no name");
      }
      var value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = length(value);
        case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
        default -> {}
      }
    }
    if (status != 200) {
      return status >= 500
          ? new Fetched.Failed("it answered " + status)
          : new Fetched.Nothing(status);
    }
    return new Fetched.Body(chunked ? chunks(in) : body(in, length));
  }

  private static long length(String value) throws IOException {
    if (!value.matches("[0-9]{1,9}")) {
      throw new ProtocolException("its length is no number");
    }
    return Long.parseLong(value);
  }

  private static byte[] body(InputStream in, long length) throws IOException {
    if (length > MOST) {
      throw tooLarge();
    }
    var read = in.readNBytes(length < 0 ? MOST + 1 : (int) length);
    if (read.length > MOST) {
      throw tooLarge();
    }
    if (read.length < length) {
      throw new ProtocolException("the answer ended early");
    }
    return read;
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var all = new ByteArrayOutputStream();
    while (true) {
      var size = line(in, new int[] {1024}).replaceFirst(";.*", "").strip();
      if (!size.matches("[0-9a-fA-F]{1,6}")) {
        throw new ProtocolException("a chunk has no size");
      }
      int octets = Integer.parseInt(size, 16);
      if (octets == 0) {
        return all.toByteArray();
      }
      if (all.size() + octets > MOST) {
        throw tooLarge();
      }
      var chunk = in.readNBytes(octets);
      if (chunk.length < octets || !line(in, new int[] {2}).isEmpty()) {
        throw new ProtocolException("a chunk ended early");
      }
      all.writeBytes(chunk);
    }
  }

  private static ProtocolException tooLarge() {
    return new ProtocolException("the answer is larger than " + MOST + " octets");
  }

  private static String line(InputStream in, int[] left) throws IOException {
    var line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0 || left[0]-- <= 0) {
        throw new ProtocolException("the head of the answer is cut or too long");
      }
      line.append((char) octet);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  /** A socket's input until a deadline: who sends an octet now and then gains no time. */
  private static final class Limited extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private final Deadline deadline;

    Limited(Socket socket, Deadline deadline) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
      this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
      socket.setSoTimeout(deadline.leftMillis());
      return in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      socket.setSoTimeout(deadline.leftMillis());
      return in.read(into, offset, length);
    }
  }
}
