package org.sallyport.mime.structure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a message, one after another, in a buffer of fixed size however long they are. A
 * line ends with LF; whether a CR stands before it is told. Used by one thread.
 */
final class Lines {
  private static final int BUFFER = 64 * 1024;

  /** Of a line's beginning: more than a delimiter line may have (RFC 2046 section 5.1.1). */
  private static final int HEAD = 256;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int limit;
  private long offset;

  private final byte[] head = new byte[HEAD];
  private int headLength;
  private long begin;
  private long length;
  private int ending;
  private int all;
  private boolean nul;
  private boolean bareCr;

  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * Goes to the next line.
   *
   * @param copy gets the whole line with its end, as much as {@code most} allows
   * @return whether there is one
   */
  boolean next(ByteArrayOutputStream copy, int most) throws IOException {
    begin = offset;
    headLength = 0;
    length = 0;
    ending = 0;
    all = 0;
    nul = false;
    bareCr = false;
    boolean cr = false;
    while (true) {
      if (at == limit && !fill()) {
        bareCr |= cr;
        length = offset - begin;
        return offset > begin;
      }
      int from = at;
      boolean lf = false;
      while (at < limit && !lf) {
        int octet = buffer[at++];
        all |= octet;
        if (octet > '\r') {
          bareCr |= cr;
          cr = false;
        } else if (octet == '\n') {
          lf = true;
        } else {
          bareCr |= cr;
          cr = octet == '\r';
          nul |= octet == 0;
        }
      }
      keep(from, offset == begin, copy, most);
      offset += at - from;
      if (lf) {
        ending = cr ? 2 : 1;
        length = offset - begin - ending;
        return true;
      }
    }
  }

  private void keep(int from, boolean first, ByteArrayOutputStream copy, int most) {
    int part = Math.min(HEAD - headLength, at - from);
    // Only lines that begin with a dash are looked at.
    if (part > 0 && (first ? buffer[from] == '-' : headLength > 0)) {
      System.arraycopy(buffer, from, head, headLength, part);
      headLength += part;
    }
    int room = most - copy.size();
    if (room > 0) {
      copy.write(buffer, from, Math.min(room, at - from));
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    limit = Math.max(0, in.read(buffer, 0, BUFFER));
    return limit > 0;
  }

  /** Where the line begins. */
  long begin() {
    return begin;
  }

  /** Behind the line and its end. */
  long end() {
    return offset;
  }

  /** Its octets without its end. */
  long length() {
    return length;
  }

  /** Octets of its end: 2 for CR LF, 1 for LF, 0 at the end of the message. */
  int ending() {
    return ending;
  }

  boolean isAscii() {
    return all >= 0;
  }

  boolean hasNul() {
    return nul;
  }

  boolean hasBareCr() {
    return bareCr;
  }

  boolean mayDelimit() {
    return headLength > 2 && head[0] == '-' && head[1] == '-' && length < HEAD;
  }

  /** What a line is for a multipart. */
  enum Delimiter {
    /** No delimiter line. */
    NONE,
    /** Another part follows. */
    NEXT,
    /** No part follows. */
    LAST
  }

  /**
   * RFC 2046 section 5.1.1: two dashes, the boundary, perhaps two dashes, white space.
   *
   * @param boundary without its dashes
   */
  Delimiter delimiter(byte[] boundary) {
    int end = 2 + boundary.length;
    if (length < end || !Arrays.equals(head, 2, end, boundary, 0, boundary.length)) {
      return Delimiter.NONE;
    }
    boolean last = length >= end + 2 && head[end] == '-' && head[end + 1] == '-';
    for (int i = last ? end + 2 : end; i < length; i++) {
      if (head[i] != ' ' && head[i] != '\t') {
        return Delimiter.NONE;
      }
    }
    return last ? Delimiter.LAST : Delimiter.NEXT;
  }
}
