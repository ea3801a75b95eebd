package org.sallyport.web.multipart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a form's parts in their order; the next one is reached over what is left of the one before.
 * One thread.
 */
public final class MultipartReader {
  private static final int BUFFER = 16 << 10;
  private static final int LONGEST_HEAD = 8 << 10;

  /** RFC 2046 section 5.1.1. */
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);

  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([a-z*]+)=(?:\"([^\"]*)\"|([^\\s;\"]*))", Pattern.CASE_INSENSITIVE);

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int begin;
  private int end;
  private boolean ended;
  private boolean over;

  private MultipartReader(InputStream in, String boundary) {
    this.in = in;
    delimiter = ("\r\n--" + boundary).getBytes(ISO_8859_1);
    // The first delimiter has no line before it.
    buffer[0] = '\r';
    buffer[1] = '\n';
    end = 2;
  }

  /**
   * A part of a form.
   *
   * @param name of the field
   * @param fileName as the sender calls the file; empty for a field without one
   * @param content until the next part is asked for
   */
  public record FormPart(String name, Optional<String> fileName, InputStream content) {
    /**
     * The content as UTF-8 text.
     *
     * @throws IOException when it has more than {@code most} octets, or breaks off
     */
    public String text(int most) throws IOException {
      var octets = content.readNBytes(most + 1);
      if (octets.length > most) {
        throw new IOException("the field " + name + " is too long");
      }
      return new String(octets, UTF_8);
    }
  }

  /**
   * A reader of a body; empty where the body is no such form.
   *
   * @param contentType the header field
   * @param body closed by the caller
   */
  public static Optional<MultipartReader> of(Optional<String> contentType, InputStream body) {
    return contentType
        .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data"))
        .map(BOUNDARY::matcher)
        .filter(found -> found.find())
        .map(
            found ->
                new MultipartReader(
                    body,
                    found.group(1) != null
                        ? found.group(1)
                        : Objects.requireNonNull(found.group(2))));
  }

  /**
   * The next part; empty at the end.
   *
   * @throws IOException when the body breaks off or is malformed
   */
  public Optional<FormPart> next() throws IOException {
    if (over) {
      return Optional.empty();
    }
    new Content().skipAll();
    begin += delimiter.length;
    fill(2);
    if (end - begin >= 2 && buffer[begin] == '-' && buffer[begin + 1] == '-') {
      over = true;
      return Optional.empty();
    }
    if (!line().isBlank()) {
      throw new IOException("a delimiter of the form is followed by text");
    }
    return Optional.of(part());
  }

  private FormPart part() throws IOException {
    var name = "";
    Optional<String> file = Optional.empty();
    int left = LONGEST_HEAD;
    for (var line = line(); !line.isEmpty(); line = line()) {
      left -= line.length();
      if (left < 0) {
        throw new IOException("the head of a part is too long");
      }
      if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
        var found = PARAMETER.matcher(line);
        while (found.find()) {
          var value = unescaped(found.group(2) != null ? found.group(2) : found.group(3));
          switch (found.group(1).toLowerCase(Locale.ROOT)) {
            case "name" -> name = value;
            case "filename" -> file = Optional.of(value);
            default -> {} // RFC 7578 section 4.2: filename* is not used
          }
        }
      }
    }
    return new FormPart(name, file, new Content());
  }

  /** As browsers escape (WHATWG HTML, multipart/form-data encoding algorithm). */
  private static String unescaped(String text) {
    return text.replace("%22", "\"").replace("%0D", " ").replace("%0A", " ");
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      fill(1);
      if (begin == end || line.size() > LONGEST_HEAD) {
        throw new IOException("the form ended within the head of a part");
      }
      byte octet = buffer[begin++];
      if (octet == '\n') {
        var text = line.toString(UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(octet);
    }
  }

  /** Reads until there are that many octets, or the body is at its end. */
  private void fill(int wanted) throws IOException {
    if (end - begin >= wanted || ended) {
      return;
    }
    System.arraycopy(buffer, begin, buffer, 0, end - begin);
    end -= begin;
    begin = 0;
    while (end < wanted && !ended) {
      int read = in.read(buffer, end, buffer.length - end);
      ended = read < 0;
      end += Math.max(0, read);
    }
  }

  /** Where the delimiter begins in what is there; where it may still begin, if it is not there. */
  private int delimiterAt() {
    int last = end - delimiter.length;
    for (int at = begin; at < end; at++) {
      if (buffer[at] == '\r' && (at > last ? partly(at) : isDelimiter(at))) {
        return at;
      }
    }
    return end;
  }

  private boolean isDelimiter(int at) {
    for (int i = 0; i < delimiter.length; i++) {
      if (buffer[at + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean partly(int at) {
    for (int i = 0; at + i < end; i++) {
      if (buffer[at + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  /** What is left before the next delimiter. */
  private final class Content extends InputStream {
    private void skipAll() throws IOException {
      var sink = new byte[BUFFER];
      while (read(sink, 0, sink.length) >= 0) {
        // nobody wanted it
      }
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (length == 0) {
        return 0;
      }
      fill(delimiter.length);
      if (end - begin < delimiter.length) {
        throw new IOException("the form ended within a part");
      }
      int count = Math.min(length, delimiterAt() - begin);
      if (count == 0) {
        return -1;
      }
      System.arraycopy(buffer, begin, into, offset, count);
      begin += count;
      return count;
    }
  }
}
