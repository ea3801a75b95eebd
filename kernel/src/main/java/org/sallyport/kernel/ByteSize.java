package org.sallyport.kernel;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A number of bytes, written with a binary unit (IEC 80000-13): {@code 512B}, {@code 64KiB}, {@code
 * 2MiB}, {@code 1GiB}.
 *
 * @param bytes zero or more
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(B|KiB|MiB|GiB)");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative: " + bytes);
    }
  }

  /** A size of {@code count} KiB. */
  public static ByteSize ofKibibytes(long count) {
    return new ByteSize(count << 10);
  }

  /**
   * Reads a number and its unit.
   *
   * @throws IllegalArgumentException with a sentence for the person who wrote the text
   */
  public static ByteSize parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "a size is a number and a unit, B, KiB, MiB or GiB, such as 64KiB");
    }
    long unit =
        switch (form.group(2)) {
          case "B" -> 1L;
          case "KiB" -> 1L << 10;
          case "MiB" -> 1L << 20;
          default -> 1L << 30;
        };
    long count = Long.parseLong(form.group(1));
    if (count > Long.MAX_VALUE / unit) {
      throw new IllegalArgumentException("a size is below 8EiB");
    }
    return new ByteSize(count * unit);
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    if (bytes > 0 && bytes % (1L << 30) == 0) {
      return String.format(Locale.ROOT, "%dGiB", bytes >> 30);
    }
    if (bytes > 0 && bytes % (1L << 20) == 0) {
      return String.format(Locale.ROOT, "%dMiB", bytes >> 20);
    }
    return bytes > 0 && bytes % 1024 == 0 ? (bytes >> 10) + "KiB" : bytes + "B";
  }
}
