package org.sallyport.wire.proxyprotocol;

import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.Malformed;

/**
 * The type-length-value vectors after the addresses of a binary header (specification, section
 * 2.2). They are held to their bounds and passed over; only the checksum is read.
 */
final class TypeLengthValues {
  private static final int CRC32C_TYPE = 0x03;
  private static final int CRC32C_LENGTH = 4;
  private static final byte[] ZERO = new byte[CRC32C_LENGTH];

  private TypeLengthValues() {}

  /**
   * What is wrong with the vectors from {@code pos} to {@code end} of the header at {@code start}.
   */
  static @Nullable Malformed fault(byte[] b, int start, int pos, int end) {
    int checksum = -1;
    while (pos < end) {
      if (end - pos < 3 || end - pos - 3 < VersionTwo.uint16(b, pos + 1)) {
        return new Malformed(pos, "vector that exceeds the PROXY header");
      }
      int length = VersionTwo.uint16(b, pos + 1);
      if (b[pos] == CRC32C_TYPE) {
        if (checksum >= 0 || length != CRC32C_LENGTH) {
          return new Malformed(pos, "invalid checksum vector");
        }
        checksum = pos + 3;
      }
      pos += 3 + length;
    }
    return checksum < 0 || isRight(b, start, checksum, end)
        ? null
        : new Malformed(checksum, "wrong checksum");
  }

  /** Section 2.2.3: over the whole header, the checksum's own bytes taken as zero. */
  private static boolean isRight(byte[] b, int start, int checksum, int end) {
    var crc = new CRC32C();
    crc.update(b, start, checksum - start);
    crc.update(ZERO);
    crc.update(b, checksum + CRC32C_LENGTH, end - checksum - CRC32C_LENGTH);
    long received =
        (long) VersionTwo.uint16(b, checksum) << 16 | VersionTwo.uint16(b, checksum + 2);
    return crc.getValue() == received;
  }
}
