package org.sallyport.wire.http1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The classes of octets that HTTP/1 syntax is made of, as bits in one table. */
final class CharClass {
  /** tchar, the characters of a token (RFC 9110 section 5.6.2). */
  static final int TOKEN = 1;

  /** field-vchar, SP and HTAB, obs-text included (RFC 9110 section 5.5). */
  static final int VALUE = 2;

  /** Visible ASCII except {@code #}: a target has no fragment (RFC 9112 section 3.2). */
  static final int TARGET = 4;

  /**
   * unreserved (RFC 3986 section 2.3). A reg-name could hold percent-encodings and sub-delims too;
   * no host has them, and peers decode them or split lists at them differently.
   */
  static final int HOST = 8;

  /** HEXDIG (RFC 5234 appendix B.1), in either case. */
  static final int HEX = 16;

  private static final byte[] TABLE = table();
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;

  private CharClass() {}

  static boolean is(int octetClass, byte b) {
    return (TABLE[b & 0xFF] & octetClass) != 0;
  }

  /** The index of the first octet from {@code from} that is not of the class, or {@code limit}. */
  static int skip(int octetClass, byte[] b, int from, int limit) {
    int pos = from;
    while (pos < limit && (TABLE[b[pos] & 0xFF] & octetClass) != 0) {
      pos++;
    }
    return pos;
  }

  /** As {@link #skip} for {@link #VALUE}, eight octets at a time. */
  static int skipValue(byte[] b, int from, int limit) {
    int pos = from;
    while (pos + Long.BYTES <= limit) {
      long octets = (long) LONG.get(b, pos);
      // the high bit of each octet that is below 0x20 or equal to 0x7F; the lowest hit is exact
      long control = (octets - ONES * 0x20) & ~octets & HIGH;
      long delete = octets ^ (ONES * 0x7F);
      long hits = control | ((delete - ONES) & ~delete & HIGH);
      if (hits == 0) {
        pos += Long.BYTES;
        continue;
      }
      pos += Long.numberOfTrailingZeros(hits) >>> 3;
      if (b[pos] != '\t') {
        return pos;
      }
      pos++;
    }
    return skip(VALUE, b, pos, limit);
  }

  /** Whether the range equals {@code lowerCase}, an ASCII name in lower case, in any case. */
  static boolean equalsIgnoreCase(byte[] b, int offset, int length, byte[] lowerCase) {
    if (length != lowerCase.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(b[offset + i]) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean isWithin(int octet, char first, char last) {
    return octet >= first && octet <= last;
  }

  private static byte[] table() {
    var table = new byte[256];
    for (int i = 0; i < table.length; i++) {
      boolean alphanumeric =
          isWithin(i, '0', '9') || isWithin(i, 'A', 'Z') || isWithin(i, 'a', 'z');
      boolean hex = isWithin(i, '0', '9') || isWithin(i, 'A', 'F') || isWithin(i, 'a', 'f');
      boolean visible = i > 0x20 && i < 0x7F;
      int bits = alphanumeric || "!#$%&'*+-.^_`|~".indexOf(i) >= 0 ? TOKEN : 0;
      bits |= visible || i == ' ' || i == '\t' || i >= 0x80 ? VALUE : 0;
      bits |= visible && i != '#' ? TARGET : 0;
      bits |= alphanumeric || "-._~".indexOf(i) >= 0 ? HOST : 0;
      bits |= hex ? HEX : 0;
      table[i] = (byte) bits;
    }
    return table;
  }
}
