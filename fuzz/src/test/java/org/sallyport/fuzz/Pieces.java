package org.sallyport.fuzz;

import java.util.Arrays;

/** The ways in which the bytes of an input can lie in memory and arrive. */
final class Pieces {
  private static final int EVERY = 300;
  private static final int SOME = 48;

  private Pieces() {}

  /** The input in a larger array, between bytes that a decoder must not look at. */
  static byte[] between(byte[] input, int before, byte[] after) {
    byte[] larger = new byte[before + input.length + after.length];
    Arrays.fill(larger, 0, before, (byte) 'A');
    System.arraycopy(input, 0, larger, before, input.length);
    System.arraycopy(after, 0, larger, before + input.length, after.length);
    return larger;
  }

  /** The lengths of prefixes to try: every one of a short input, spread ones of a long input. */
  static int[] prefixes(int length) {
    int count = length <= EVERY ? length + 1 : SOME;
    int[] lengths = new int[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = length <= EVERY ? i : (int) ((long) length * i / (SOME - 1));
    }
    return lengths;
  }
}
