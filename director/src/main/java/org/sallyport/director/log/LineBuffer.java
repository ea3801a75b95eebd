package org.sallyport.director.log;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of lines being written: numbers, times and addresses without a string in between. */
final class LineBuffer {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final long DAY_MILLIS = 86_400_000;

  private byte[] bytes;
  private int length;

  LineBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  /** Moves what was written into {@code target}, which has room, and starts anew. */
  void drainTo(ByteBuffer target) {
    target.put(bytes, 0, length);
    length = 0;
  }

  LineBuffer put(char ascii) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    bytes[length++] = (byte) ascii;
    return this;
  }

  LineBuffer ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
    return this;
  }

  LineBuffer hex(int value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      put((char) HEX[value >> shift & 0xF]);
    }
    return this;
  }

  /** A number that is not negative, in decimal. */
  LineBuffer decimal(long value) {
    long divisor = 1;
    while (value / divisor >= 10) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      put((char) ('0' + value / divisor % 10));
    }
    return this;
  }

  private LineBuffer padded(int value, int digits) {
    for (int divisor = digits == 4 ? 1000 : digits == 3 ? 100 : 10; divisor > 0; divisor /= 10) {
      put((char) ('0' + value / divisor % 10));
    }
    return this;
  }

  /** RFC 3339 in UTC with milliseconds; the years 1970 to 9999. */
  LineBuffer time(long epochMillis) {
    // The calendar begins each year in March, so that the leap day is its last.
    long shifted = Math.floorDiv(epochMillis, DAY_MILLIS) + 719_468;
    int era = (int) (shifted / 146_097);
    int day = (int) (shifted % 146_097);
    int year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    int dayOfYear = day - (365 * year + year / 4 - year / 100);
    int fromMarch = (5 * dayOfYear + 2) / 153;
    int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    padded(year + era * 400 + (month <= 2 ? 1 : 0), 4).put('-').padded(month, 2);
    put('-').padded(dayOfYear - (153 * fromMarch + 2) / 5 + 1, 2).put('T');
    int millis = (int) Math.floorMod(epochMillis, DAY_MILLIS);
    padded(millis / 3_600_000, 2).put(':').padded(millis / 60_000 % 60, 2);
    return put(':').padded(millis / 1000 % 60, 2).put('.').padded(millis % 1000, 3).put('Z');
  }

  /** {@code address:port}, IPv6 in brackets and in the form of RFC 5952. */
  LineBuffer endpoint(InetAddress address, int port) {
    var octets = address.getAddress();
    if (address instanceof Inet4Address) {
      for (int i = 0; i < 4; i++) {
        (i == 0 ? this : put('.')).decimal(octets[i] & 0xFF);
      }
    } else {
      put('[').groups(octets).put(']');
    }
    return put(':').decimal(port);
  }

  private LineBuffer groups(byte[] octets) {
    int zerosAt = longestZeros(octets);
    int zeros = zerosAt < 0 ? 0 : zerosFrom(octets, zerosAt);
    for (int i = 0; i < 8; i++) {
      if (i == zerosAt) {
        put(':').put(':');
        i += zeros - 1;
        continue;
      }
      boolean afterZeros = zeros > 0 && i == zerosAt + zeros;
      if (i > 0 && !afterZeros) {
        put(':');
      }
      group(group(octets, i));
    }
    return this;
  }

  private void group(int value) {
    hex(value, value > 0xFFF ? 4 : value > 0xFF ? 3 : value > 0xF ? 2 : 1);
  }

  /** RFC 5952 section 4.2: the first of the longest runs of two groups or more, else -1. */
  private static int longestZeros(byte[] octets) {
    int best = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = zerosFrom(octets, i);
      if (run > length) {
        best = i;
        length = run;
      }
    }
    return best;
  }

  private static int zerosFrom(byte[] octets, int index) {
    int end = index;
    while (end < 8 && group(octets, end) == 0) {
      end++;
    }
    return end - index;
  }

  private static int group(byte[] octets, int index) {
    return (octets[2 * index] & 0xFF) << 8 | (octets[2 * index + 1] & 0xFF);
  }
}
