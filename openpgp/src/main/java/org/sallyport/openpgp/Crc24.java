package org.sallyport.openpgp;

/**
 * The checksum of armor (RFC 9580 section 6.1), eight octets at a time: a table for each distance,
 * because one look-up for each octet would be the slowest part of armor.
 */
final class Crc24 {
  private static final int INITIAL = 0xb704ce;
  private static final int GENERATOR = 0x864cfb;

  /** {@code TABLES[n][b]} is the remainder of octet {@code b} with {@code n} zero octets behind. */
  private static final int[][] TABLES = new int[8][256];

  static {
    for (int octet = 0; octet < 256; octet++) {
      int remainder = octet << 16;
      for (int bit = 0; bit < 8; bit++) {
        remainder <<= 1;
        if ((remainder & 0x1000000) != 0) {
          remainder ^= 0x1000000 | GENERATOR;
        }
      }
      TABLES[0][octet] = remainder;
    }
    for (int distance = 1; distance < 8; distance++) {
      for (int octet = 0; octet < 256; octet++) {
        int nearer = TABLES[distance - 1][octet];
        TABLES[distance][octet] = (nearer << 8 & 0xffffff) ^ TABLES[0][nearer >>> 16];
      }
    }
  }

  private int value = INITIAL;

  void update(byte[] octets, int from, int length) {
    int crc = value;
    int at = from;
    int end = from + length;
    for (; end - at >= 8; at += 8) {
      crc =
          TABLES[7][crc >>> 16 ^ (octets[at] & 0xff)]
              ^ TABLES[6][(crc >>> 8 & 0xff) ^ (octets[at + 1] & 0xff)]
              ^ TABLES[5][(crc & 0xff) ^ (octets[at + 2] & 0xff)]
              ^ TABLES[4][octets[at + 3] & 0xff]
              ^ TABLES[3][octets[at + 4] & 0xff]
              ^ TABLES[2][octets[at + 5] & 0xff]
              ^ TABLES[1][octets[at + 6] & 0xff]
              ^ TABLES[0][octets[at + 7] & 0xff];
    }
    for (; at < end; at++) {
      crc = (crc << 8 & 0xffffff) ^ TABLES[0][crc >>> 16 ^ (octets[at] & 0xff)];
    }
    value = crc;
  }

  int value() {
    return value;
  }
}
