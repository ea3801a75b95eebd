package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the ends of requests in a stream and keeps every byte on the way. */
final class HttpRequestReader {
  private final InputStream in;
  private final ByteArrayOutputStream kept;

  HttpRequestReader(InputStream in, ByteArrayOutputStream kept) {
    this.in = new java.io.BufferedInputStream(in);
    this.kept = kept;
  }

  /** The next head, or null when the stream ends before one begins. */
  @Nullable String head() throws IOException {
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      var line = line();
      if (line == null && head.isEmpty()) {
        return null;
      }
      if (line == null) {
        throw new EOFException("the stream ended within a head");
      }
      head.append(line);
      if (head.toString().equals("\r\n")) {
        head.setLength(0); // RFC 9112 section 2.2: an empty line before a request is skipped
      }
    }
    return head.toString();
  }

  /** The body that the head announces, with its framing. */
  String body(String head) throws IOException {
    var body = new ByteArrayOutputStream();
    var lower = head.toLowerCase(Locale.ROOT);
    if (lower.contains("\r\ntransfer-encoding: chunked\r\n")) {
      chunks(body);
    } else {
      int at = lower.indexOf("\r\ncontent-length:");
      if (at >= 0) {
        var value = head.substring(at + 17, head.indexOf("\r\n", at + 2)).strip();
        take(Integer.parseInt(value), body);
      }
    }
    return body.toString(ISO_8859_1);
  }

  private void chunks(ByteArrayOutputStream body) throws IOException {
    while (true) {
      var line = needed(line());
      body.writeBytes(line.getBytes(ISO_8859_1));
      int size = size(line.split("[;\r]")[0].strip());
      if (size == 0) {
        trailers(body);
        return;
      }
      take(size + 2, body);
    }
  }

  /** What is cut off in the middle may look like any size. */
  private static int size(String digits) throws IOException {
    try {
      return Integer.parseInt(digits, 16);
    } catch (NumberFormatException e) {
      throw new IOException("unreadable chunk size: " + digits, e);
    }
  }

  private void trailers(ByteArrayOutputStream body) throws IOException {
    String line;
    do {
      line = needed(line());
      body.writeBytes(line.getBytes(ISO_8859_1));
    } while (!line.equals("\r\n"));
  }

  private void take(int length, ByteArrayOutputStream body) throws IOException {
    var bytes = in.readNBytes(length);
    kept.writeBytes(bytes);
    body.writeBytes(bytes);
    if (bytes.length < length) {
      throw new EOFException("the stream ended within a body");
    }
  }

  private @Nullable String line() throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      kept.write(b);
      line.append((char) b);
      if (b == '\n') {
        return line.toString();
      }
    }
    return line.isEmpty() ? null : line.toString();
  }

  private static String needed(@Nullable String line) throws EOFException {
    if (line == null) {
      throw new EOFException("the stream ended within a body");
    }
    return line;
  }
}
