package org.sallyport.director.persistence;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, <i>SipHash: a fast short-input
 * PRF</i>, and the authors' reference code for the longer output). A reusable state for one thread
 * at a time; hashing allocates nothing.
 */
final class SipHash {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long first;
  private long second;

  /** Hashes bytes of an array; {@link #first} and {@link #second} are the result. */
  void hash(long k0, long k1, byte[] in, int offset, int length) {
    begin(k0, k1);
    int end = offset + (length & ~7);
    for (int at = offset; at < end; at += 8) {
      word((long) WORD.get(in, at));
    }
    long last = (long) length << 56;
    for (int i = (length & 7) - 1; i >= 0; i--) {
      last |= (in[end + i] & 0xFFL) << (8 * i);
    }
    word(last);
    finish();
  }

  /** Hashes sixteen bytes, given as two words in little-endian order. */
  void hash(long k0, long k1, long one, long two) {
    begin(k0, k1);
    word(one);
    word(two);
    word(16L << 56);
    finish();
  }

  /** The first eight bytes of the result, in little-endian order. */
  long first() {
    return first;
  }

  /** The last eight bytes of the result, in little-endian order. */
  long second() {
    return second;
  }

  private void begin(long k0, long k1) {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL ^ 0xEE;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
  }

  private void word(long word) {
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }

  private void finish() {
    v2 ^= 0xEE;
    rounds(4);
    first = v0 ^ v1 ^ v2 ^ v3;
    v1 ^= 0xDD;
    rounds(4);
    second = v0 ^ v1 ^ v2 ^ v3;
  }

  private void rounds(int count) {
    long a = v0;
    long b = v1;
    long c = v2;
    long d = v3;
    for (int i = 0; i < count; i++) {
      a += b;
      b = Long.rotateLeft(b, 13) ^ a;
      a = Long.rotateLeft(a, 32);
      c += d;
      d = Long.rotateLeft(d, 16) ^ c;
      a += d;
      d = Long.rotateLeft(d, 21) ^ a;
      c += b;
      b = Long.rotateLeft(b, 17) ^ c;
      c = Long.rotateLeft(c, 32);
    }
    v0 = a;
    v1 = b;
    v2 = c;
    v3 = d;
  }
}
