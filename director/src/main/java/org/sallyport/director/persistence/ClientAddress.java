package org.sallyport.director.persistence;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.sallyport.kernel.IpPrefix;

/**
 * A client's address cut to a prefix, as 128 bits: IPv4 is mapped into IPv6 (RFC 4291 section
 * 2.5.5.2), so that a client is the same however the listener saw it.
 *
 * @param prefix leading bits that are kept, within 128
 */
record ClientAddress(long hi, long lo, int prefix) {
  private static final long MAPPED = 0xFFFFL;
  private static final int MAPPED_BITS = 96;

  static ClientAddress of(InetAddress address, int ipv4Prefix, int ipv6Prefix) {
    var bytes = address.getAddress();
    if (bytes.length == 4) {
      long low = MAPPED << 32 | Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt());
      return cut(0, low, MAPPED_BITS + ipv4Prefix);
    }
    var words = ByteBuffer.wrap(bytes);
    long hi = words.getLong();
    long lo = words.getLong();
    return cut(hi, lo, mapped(hi, lo) ? MAPPED_BITS + ipv4Prefix : ipv6Prefix);
  }

  private static ClientAddress cut(long hi, long lo, int prefix) {
    return new ClientAddress(
        hi & mask(Math.min(prefix, 64)), lo & mask(Math.max(prefix - 64, 0)), prefix);
  }

  /** A word whose first {@code bits} are set; 0 to 64. */
  private static long mask(int bits) {
    return bits == 0 ? 0 : -1L << (64 - bits);
  }

  private static boolean mapped(long hi, long lo) {
    return hi == 0 && lo >>> 32 == MAPPED;
  }

  /** The address, with its prefix length where it is cut. */
  String text() {
    try {
      var bytes = ByteBuffer.allocate(16).putLong(hi).putLong(lo).array();
      var address = InetAddress.getByAddress(bytes);
      int bits = address.getAddress().length * 8;
      int kept = prefix - (128 - bits);
      return kept == bits
          ? address.getHostAddress()
          : IpPrefix.of(address, Math.max(0, kept)).toString();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 16 bytes", e);
    }
  }
}
