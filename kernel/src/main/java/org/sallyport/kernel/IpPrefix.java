package org.sallyport.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * An IP network in CIDR form (RFC 4632, RFC 4291 section 2.3), such as {@code 10.0.0.0/8}. A bare
 * address is the prefix that holds only itself.
 */
public final class IpPrefix {
  private final byte[] network;
  private final int length;

  private IpPrefix(byte[] network, int length) {
    this.network = network;
    this.length = length;
  }

  /** The prefix of {@code address} that is {@code length} bits long. */
  public static IpPrefix of(InetAddress address, int length) {
    var bytes = address.getAddress();
    if (length < 0 || length > bytes.length * 8) {
      throw new IllegalArgumentException(
          "the prefix length is not within 0 to " + bytes.length * 8 + ": " + length);
    }
    return new IpPrefix(mask(bytes, length), length);
  }

  /**
   * Reads {@code address} or {@code address/length}. Host names are refused: nothing is looked up.
   *
   * @throws IllegalArgumentException with a sentence for the person who wrote the text
   */
  public static IpPrefix parse(String text) {
    int slash = text.indexOf('/');
    var address = literal(slash < 0 ? text : text.substring(0, slash));
    if (slash < 0) {
      return of(address, address.getAddress().length * 8);
    }
    var digits = text.substring(slash + 1);
    if (!digits.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("the prefix length is not a number: " + digits);
    }
    return of(address, Integer.parseInt(digits));
  }

  private static InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not an IPv4 or IPv6 address: " + text, e);
    }
  }

  /** Whether the address lies in this network. IPv4 and IPv6 never match each other. */
  public boolean contains(InetAddress address) {
    var bytes = address.getAddress();
    return bytes.length == network.length && Arrays.equals(mask(bytes, length), network);
  }

  /** The network's address, the bits after the prefix zero: 4 or 16 bytes. */
  public byte[] network() {
    return network.clone();
  }

  /** The number of leading bits that are compared. */
  public int length() {
    return length;
  }

  private static byte[] mask(byte[] address, int length) {
    var masked = address.clone();
    for (int i = 0; i < masked.length; i++) {
      int keep = Math.clamp(length - i * 8, 0, 8);
      masked[i] &= (byte) (0xFF << (8 - keep));
    }
    return masked;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpPrefix that
        && length == that.length
        && Arrays.equals(network, that.network);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(network) + length;
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/" + length;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
