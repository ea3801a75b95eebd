package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;

/**
 * What is to be cut out of a head and put into it, noted in any order; no two edits overlap.
 * Reused; loop thread only.
 */
final class HeadEdits {
  private static final byte[] NOTHING = {};

  private int[] from = new int[16];
  private int[] to = new int[16];
  private byte[][] insert = new byte[16][];
  private int count;
  private int growth;

  void clear() {
    count = 0;
    growth = 0;
  }

  boolean none() {
    return count == 0;
  }

  /** Leaves out the bytes from {@code begin} up to {@code end}. */
  void cut(int begin, int end) {
    replace(begin, end, NOTHING);
  }

  /** Puts {@code bytes} before the byte at {@code index}. */
  void insert(int index, byte[] bytes) {
    replace(index, index, bytes);
  }

  private void replace(int begin, int end, byte[] bytes) {
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
      insert = Arrays.copyOf(insert, 2 * count);
    }
    int at = count;
    while (at > 0 && from[at - 1] > begin) {
      from[at] = from[at - 1];
      to[at] = to[at - 1];
      insert[at] = insert[at - 1];
      at--;
    }
    from[at] = begin;
    to[at] = end;
    insert[at] = bytes;
    count++;
    growth += bytes.length - (end - begin);
  }

  /** The head with the edits made, in a buffer with room for {@code extra} more bytes. */
  ByteBuf apply(byte[] head, int offset, int length, int extra, ByteBufAllocator allocator) {
    var edited = allocator.directBuffer(length + growth + extra);
    int at = offset;
    for (int i = 0; i < count; i++) {
      edited.writeBytes(head, at, from[i] - at);
      edited.writeBytes(insert[i]);
      at = to[i];
    }
    return edited.writeBytes(head, at, offset + length - at);
  }
}
