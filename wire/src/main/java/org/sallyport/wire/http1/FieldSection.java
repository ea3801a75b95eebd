package org.sallyport.wire.http1;

/**
 * The field lines of a head (RFC 9112 section 5) as ranges, and what the fields that decide framing
 * and the connection say. The lines follow each other without a gap, so a line ends where the next
 * begins.
 */
final class FieldSection {
  private static final int STRIDE = 4;

  private final int[] ranges;
  private final int max;
  private final Fault fault;
  private final KnownFields known;
  private int count;
  private int end;

  FieldSection(int max, Fault fault, KnownFields known) {
    this.max = max;
    this.fault = fault;
    this.known = known;
    this.ranges = new int[max * STRIDE];
  }

  void clear() {
    count = 0;
    end = 0;
    known.clear();
  }

  /**
   * The index after the empty line that ends the section, or a negative result of {@link Fault}.
   */
  int scan(byte[] b, int from, int limit) {
    int pos = from;
    while (pos < limit) {
      if (b[pos] == '\r') {
        end = pos;
        return lineEnd(b, pos, limit);
      }
      pos = line(b, pos, limit);
      if (pos < 0) {
        return pos;
      }
    }
    return Fault.NEED_MORE;
  }

  private int line(byte[] b, int start, int limit) {
    int colon = CharClass.skip(CharClass.TOKEN, b, start, limit);
    if (colon == limit) {
      return Fault.NEED_MORE;
    }
    if (b[colon] != ':' || colon == start) {
      return badName(b, start, colon);
    }
    int valueStart = colon + 1;
    while (valueStart < limit && CharClass.isBlank(b[valueStart])) {
      valueStart++;
    }
    int stop = CharClass.skipValue(b, valueStart, limit);
    int next = lineEnd(b, stop, limit);
    if (next < 0) {
      return next;
    }
    if (count == max) {
      return fault.at(431, start, "more header fields than allowed");
    }
    while (stop > valueStart && CharClass.isBlank(b[stop - 1])) {
      stop--;
    }
    int slot = count * STRIDE;
    ranges[slot] = start;
    ranges[slot + 1] = colon - start;
    ranges[slot + 2] = valueStart;
    ranges[slot + 3] = stop - valueStart;
    boolean accepted = known.accept(b, start, colon - start, valueStart, stop - valueStart, count);
    count++;
    return accepted ? next : Fault.MALFORMED;
  }

  /** After CRLF; a CR or LF on its own ends no line here (RFC 9112 section 2.2). */
  private int lineEnd(byte[] b, int pos, int limit) {
    if (pos == limit) {
      return Fault.NEED_MORE;
    }
    if (b[pos] != '\r') {
      return fault.at(
          400, pos, b[pos] == '\n' ? "LF without CR" : "control character in a field value");
    }
    if (pos + 1 == limit) {
      return Fault.NEED_MORE;
    }
    return b[pos + 1] == '\n' ? pos + 2 : fault.at(400, pos, "CR without LF");
  }

  private int badName(byte[] b, int start, int stop) {
    boolean blank = CharClass.isBlank(b[stop]);
    if (blank && stop == start) {
      // RFC 9112 sections 5.2 (obs-fold) and 2.2 (whitespace before the first field)
      return fault.at(400, stop, "line folding");
    }
    if (blank) {
      // RFC 9112 section 5.1
      return fault.at(400, stop, "whitespace in or after a field name");
    }
    if (b[stop] == ':') {
      return fault.at(400, stop, "empty field name");
    }
    return fault.at(400, stop, b[stop] == '\n' ? "LF without CR" : "character in a field name");
  }

  int count() {
    return count;
  }

  int nameOffset(int i) {
    return ranges[i * STRIDE];
  }

  int nameLength(int i) {
    return ranges[i * STRIDE + 1];
  }

  int valueOffset(int i) {
    return ranges[i * STRIDE + 2];
  }

  int valueLength(int i) {
    return ranges[i * STRIDE + 3];
  }

  int lineLength(int i) {
    return (i + 1 < count ? nameOffset(i + 1) : end) - nameOffset(i);
  }
}
