package org.sallyport.smtp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.sallyport.wire.smtp.Attributes;

/** The client that a trusted peer names by XCLIENT. */
final class XclientPeer {
  private static final String IPV6 = "IPV6:";

  private XclientPeer() {}

  /** What is not said stays; empty: an address or port is none. */
  static Optional<Peer> of(Peer peer, Attributes said) {
    try {
      var address =
          said.value(Attributes.ADDR).map(XclientPeer::address).orElse(peer.address().getAddress());
      int port =
          said.value(Attributes.PORT).map(Integer::parseInt).orElse(peer.address().getPort());
      return Optional.of(
          new Peer(
              new InetSocketAddress(address, port),
              value(said, Attributes.NAME, peer.name()),
              value(said, Attributes.HELO, Optional.empty()),
              said.value(Attributes.PROTO).filter("ESMTP"::equalsIgnoreCase).isPresent(),
              value(said, Attributes.LOGIN, peer.login()),
              peer.tls(),
              Optional.empty()));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static Optional<String> value(Attributes said, String name, Optional<String> before) {
    return said.words().containsKey(name) ? said.value(name) : before;
  }

  private static InetAddress address(String text) {
    boolean v6 = text.regionMatches(true, 0, IPV6, 0, IPV6.length());
    return InetAddress.ofLiteral(v6 ? text.substring(IPV6.length()) : text);
  }
}
