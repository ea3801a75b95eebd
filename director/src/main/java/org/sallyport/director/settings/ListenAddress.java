package org.sallyport.director.settings;

import java.net.InetAddress;
import org.sallyport.config.Written;
import org.sallyport.kernel.HostPort;

/**
 * Where a service listens: {@code 443}, {@code 127.0.0.1:443}, {@code [::1]:443}, each optionally
 * followed by {@code /tcp} or {@code /udp}. A bare port listens on all addresses.
 *
 * @param address the address; {@code 0.0.0.0} or {@code ::} for all
 * @param udp whether datagrams are meant
 */
@Written(
    as = "a port or address:port, such as 443 or 127.0.0.1:443",
    pattern = "(([0-9.]+|\\[[0-9A-Fa-f:.]+\\]):)?[0-9]{1,5}(/tcp|/udp)?")
public record ListenAddress(HostPort address, boolean udp) {

  /**
   * Reads the text form. The binder finds this method by its name and parameter.
   *
   * @throws IllegalArgumentException with a sentence for the person who wrote the text
   */
  public static ListenAddress parse(String text) {
    boolean udp = text.endsWith("/udp");
    var rest = udp || text.endsWith("/tcp") ? text.substring(0, text.length() - 4) : text;
    if (rest.matches("[0-9]{1,5}")) {
      return new ListenAddress(HostPort.parse("0.0.0.0:" + rest), udp);
    }
    var address = HostPort.parse(rest);
    literal(address.host());
    return new ListenAddress(address, udp);
  }

  private static void literal(String host) {
    try {
      InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "a listener needs an address of this machine, not a name, such as 127.0.0.1:443", e);
    }
  }

  @Override
  public String toString() {
    return address + (udp ? "/udp" : "");
  }
}
