package org.sallyport.mime.structure;

/**
 * Octets of a message.
 *
 * @param begin the first
 * @param end the first behind it
 */
public record Range(long begin, long end) {
  /** Checks the order. */
  public Range {
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("octets " + begin + " to " + end);
    }
  }

  /** How many they are. */
  public long size() {
    return end - begin;
  }
}
