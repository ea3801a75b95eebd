package org.sallyport.director.filter;

import java.net.InetAddress;
import org.sallyport.kernel.IpPrefix;

/**
 * A client's address as numbers, so that rules compare it without allocating. Made once for each
 * connection; immutable.
 */
public final class ClientAddress {
  private final InetAddress address;
  private final boolean v4;
  private final long high;
  private final long low;

  private ClientAddress(InetAddress address, byte[] octets) {
    this.address = address;
    v4 = octets.length == 4;
    high = v4 ? Network.number(octets, 0, 4) : Network.number(octets, 0, 8);
    low = v4 ? 0 : Network.number(octets, 8, 16);
  }

  /** The address as rules see it. */
  public static ClientAddress of(InetAddress address) {
    return new ClientAddress(address, address.getAddress());
  }

  /** The address itself. */
  public InetAddress address() {
    return address;
  }

  /**
   * Who counts as one client: an IPv4 address, or the /64 of an IPv6 address, as that is what one
   * subscriber has to itself. Never zero.
   */
  long client() {
    if (v4) {
      return 1L << 32 | high;
    }
    return high == 0 ? 1 : high;
  }

  /** A network to compare with. IPv4 and IPv6 never match each other. */
  record Network(boolean v4, long high, long low, long highMask, long lowMask) {
    static Network of(IpPrefix prefix) {
      var octets = prefix.network();
      int length = prefix.length();
      return octets.length == 4
          ? new Network(true, number(octets, 0, 4), 0, mask(length, 32), 0)
          : new Network(
              false,
              number(octets, 0, 8),
              number(octets, 8, 16),
              mask(length, 64),
              mask(length - 64, 64));
    }

    boolean contains(ClientAddress client) {
      return v4 == client.v4 && (client.high & highMask) == high && (client.low & lowMask) == low;
    }

    private static long mask(int length, int width) {
      int ones = Math.clamp(length, 0, width);
      return ones == 0 ? 0 : -1L << (width - ones);
    }

    static long number(byte[] octets, int from, int to) {
      long number = 0;
      for (int i = from; i < to; i++) {
        number = number << 8 | (octets[i] & 0xFF);
      }
      return number;
    }
  }
}
