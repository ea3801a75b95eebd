package org.sallyport.gateway.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.sallyport.config.Written;
import org.sallyport.kernel.HostPort;

/**
 * Where datagrams are received: {@code 1812}, {@code 127.0.0.1:1812} or {@code [::1]:1812}, each
 * optionally followed by {@code /udp}. A bare port means all IPv4 addresses; port 0 asks the system
 * for a free one.
 */
@Written(
    as = "a port or address:port, such as 1812 or 127.0.0.1:1812",
    pattern = "(([0-9.]+|\\[[0-9A-Fa-f:.]+\\]):)?[0-9]{1,5}(/udp)?")
public record UdpAddress(HostPort address) {

  /**
   * Reads the text form. The binder finds this method by its name and parameter.
   *
   * @throws IllegalArgumentException with a sentence for the person who wrote the text
   */
  public static UdpAddress parse(String text) {
    var rest = text.endsWith("/udp") ? text.substring(0, text.length() - 4) : text;
    var address = HostPort.parse(rest.matches("[0-9]{1,5}") ? "0.0.0.0:" + rest : rest);
    literal(address.host());
    return new UdpAddress(address);
  }

  private static InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a server needs an address of this machine, not a name, such as 127.0.0.1:1812", e);
    }
  }

  /** As sockets take it. */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(literal(address.host()), address.port());
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
