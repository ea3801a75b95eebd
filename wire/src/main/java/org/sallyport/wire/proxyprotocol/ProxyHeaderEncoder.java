package org.sallyport.wire.proxyprotocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Writes PROXY protocol headers for TCP connections. Where the two addresses are of different
 * families the IPv4 one is written as an IPv4-mapped IPv6 address (RFC 4291 section 2.5.5.2).
 */
public final class ProxyHeaderEncoder {
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};
  private static final byte STREAM = 1;

  private ProxyHeaderEncoder() {}

  /**
   * A line of version 1 for a client's connection.
   *
   * @throws IllegalArgumentException if an address is not resolved
   */
  public static byte[] v1(InetSocketAddress source, InetSocketAddress destination) {
    boolean v4 = isV4(source) && isV4(destination);
    var line =
        (v4 ? "PROXY TCP4 " : "PROXY TCP6 ")
            + text(source, v4)
            + ' '
            + text(destination, v4)
            + ' '
            + source.getPort()
            + ' '
            + destination.getPort()
            + "\r\n";
    return line.getBytes(US_ASCII);
  }

  /** The line of version 1 that names no addresses. */
  public static byte[] v1Unknown() {
    return "PROXY UNKNOWN\r\n".getBytes(US_ASCII);
  }

  /**
   * A header of version 2 for a client's connection, without vectors.
   *
   * @throws IllegalArgumentException if an address is not resolved
   */
  public static byte[] v2(InetSocketAddress source, InetSocketAddress destination) {
    boolean v4 = isV4(source) && isV4(destination);
    int length = v4 ? 12 : 36;
    return start(VersionTwo.PROXY, (v4 ? VersionTwo.INET : VersionTwo.INET6) << 4 | STREAM, length)
        .put(bytes(source, v4))
        .put(bytes(destination, v4))
        .putShort((short) source.getPort())
        .putShort((short) destination.getPort())
        .array();
  }

  /** A header of version 2 for a connection of the proxy itself, such as a health check. */
  public static byte[] v2Local() {
    return start(VersionTwo.LOCAL, VersionTwo.UNSPECIFIED, 0).array();
  }

  /** A header of version 2 for a relayed connection whose addresses are no IP addresses. */
  public static byte[] v2Unknown() {
    return start(VersionTwo.PROXY, VersionTwo.UNSPECIFIED, 0).array();
  }

  private static ByteBuffer start(int command, int family, int length) {
    return ByteBuffer.allocate(VersionTwo.FIXED + length)
        .put(VersionTwo.signature())
        .put((byte) command)
        .put((byte) family)
        .putShort((short) length);
  }

  private static boolean isV4(InetSocketAddress endpoint) {
    return address(endpoint) instanceof Inet4Address;
  }

  private static InetAddress address(InetSocketAddress endpoint) {
    if (endpoint.isUnresolved()) {
      throw new IllegalArgumentException("not resolved: " + endpoint);
    }
    return endpoint.getAddress();
  }

  private static String text(InetSocketAddress endpoint, boolean v4) {
    var text = address(endpoint).getHostAddress();
    if (!v4 && isV4(endpoint)) {
      return "::ffff:" + text;
    }
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  private static byte[] bytes(InetSocketAddress endpoint, boolean v4) {
    var bytes = address(endpoint).getAddress();
    if (v4 || !isV4(endpoint)) {
      return bytes;
    }
    return ByteBuffer.allocate(16).put(MAPPED).put(bytes).array();
  }
}
