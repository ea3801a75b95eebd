package org.sallyport.wire.radius;

/** Numbers in network order. */
final class Octets {
  private Octets() {}

  static int uint8(byte[] bytes, int at) {
    return bytes[at] & 0xFF;
  }

  static int uint16(byte[] bytes, int at) {
    return uint8(bytes, at) << 8 | uint8(bytes, at + 1);
  }

  static long uint32(byte[] bytes, int at) {
    return (long) uint16(bytes, at) << 16 | uint16(bytes, at + 2);
  }
}
