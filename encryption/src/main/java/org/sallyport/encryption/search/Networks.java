package org.sallyport.encryption.search;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.kernel.IpPrefix;

/** Addresses that lead nowhere in the internet (RFC 6890 and its registries). */
final class Networks {
  private static final List<IpPrefix> NOT_PUBLIC =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3")
          .map(IpPrefix::parse)
          .toList();

  /** Global unicast (RFC 4291 section 2.4) alone is public, without what leads into IPv4. */
  private static final IpPrefix GLOBAL = IpPrefix.parse("2000::/3");

  private static final List<IpPrefix> NOT_GLOBAL =
      Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
          .map(IpPrefix::parse)
          .toList();

  private Networks() {}

  static boolean isPublic(InetAddress address) {
    return address.getAddress().length == 4
        ? NOT_PUBLIC.stream().noneMatch(each -> each.contains(address))
        : GLOBAL.contains(address) && NOT_GLOBAL.stream().noneMatch(each -> each.contains(address));
  }
}
