package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Lines of a stream, read in large blocks and bounded in length. Used by one thread. */
final class ArmorLines {
  /** The longest line. Armor has at most 76 characters in one; some tools do not break lines. */
  static final int LONGEST = 64 * 1024;

  private final InputStream source;
  private byte[] buffer = new byte[LONGEST];
  private int from;
  private int to;
  private boolean ended;

  ArmorLines(InputStream source) {
    this.source = source;
  }

  /**
   * The next line without its end (LF or CR LF) as a range of the buffer, valid until the next
   * call; empty at the end.
   */
  Optional<Range> next() throws IOException {
    int scanned = from;
    while (true) {
      for (int at = scanned; at < to; at++) {
        if (buffer[at] == '\n') {
          int begin = from;
          from = at + 1;
          return Optional.of(trimmed(begin, at));
        }
      }
      scanned = to;
      if (ended) {
        int begin = from;
        from = to;
        return begin == to ? Optional.empty() : Optional.of(trimmed(begin, to));
      }
      scanned -= more();
    }
  }

  /** Reads on; returns by how much what was held has moved. */
  private int more() throws IOException {
    int moved = from;
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    } else if (to == buffer.length) {
      if (buffer.length > LONGEST) {
        throw new MalformedArmorException("a line has more than " + LONGEST + " characters");
      }
      buffer = Arrays.copyOf(buffer, 2 * LONGEST);
    }
    int read = source.read(buffer, to, buffer.length - to);
    if (read < 0) {
      ended = true;
    } else {
      to += read;
    }
    return moved;
  }

  private Range trimmed(int begin, int end) {
    return new Range(buffer, begin, end > begin && buffer[end - 1] == '\r' ? end - 1 : end);
  }

  /** Part of an array. */
  static final class Range {
    private final byte[] bytes;
    private final int begin;
    private final int end;

    Range(byte[] bytes, int begin, int end) {
      this.bytes = bytes;
      this.begin = begin;
      this.end = end;
    }

    byte[] bytes() {
      return bytes;
    }

    int begin() {
      return begin;
    }

    int length() {
      return end - begin;
    }

    boolean startsWith(String text) {
      if (length() < text.length()) {
        return false;
      }
      for (int i = 0; i < text.length(); i++) {
        if (bytes[begin + i] != text.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    /** As text, without white space at its end. */
    String text() {
      return new String(bytes, begin, length(), StandardCharsets.UTF_8).stripTrailing();
    }
  }
}
