package org.sallyport.smtp.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.net.tls.ServerTls;
import org.sallyport.wire.smtp.Capabilities;

/**
 * A server.
 *
 * @param listen where; port 0 asks the system for a free one
 * @param name what it calls itself in its greeting
 * @param mode how clients speak TLS
 * @param tls certificates; there if {@code mode} is anything but off
 * @param limits what it allows
 * @param proxies peers whose connections begin with a PROXY header, which is then required
 * @param relays peers that may say XCLIENT and XFORWARD, and that limits of connections spare
 * @param withheld keywords of EHLO that are not offered, whatever the hop can
 */
public record ServerParameters(
    InetSocketAddress listen,
    String name,
    ListenerTls mode,
    Optional<ServerTls> tls,
    SmtpLimits limits,
    List<IpPrefix> proxies,
    List<IpPrefix> relays,
    Set<String> withheld) {
  public ServerParameters {
    proxies = List.copyOf(proxies);
    relays = List.copyOf(relays);
    withheld = Set.copyOf(withheld);
    if ((mode != ListenerTls.OFF) != tls.isPresent()) {
      throw new IllegalArgumentException("certificates belong to TLS");
    }
    if (withheld.contains(Capabilities.STARTTLS)) {
      throw new IllegalArgumentException("the mode says whether TLS is offered");
    }
  }

  /** Without TLS, with the usual limits, trusting nobody. */
  public static ServerParameters plain(InetSocketAddress listen, String name) {
    return new ServerParameters(
        listen,
        name,
        ListenerTls.OFF,
        Optional.empty(),
        SmtpLimits.USUAL,
        List.of(),
        List.of(),
        Set.of());
  }

  /** The same with TLS. */
  public ServerParameters with(ListenerTls otherMode, ServerTls certificates) {
    return new ServerParameters(
        listen, name, otherMode, Optional.of(certificates), limits, proxies, relays, withheld);
  }

  /** The same with other limits. */
  public ServerParameters with(SmtpLimits others) {
    return new ServerParameters(listen, name, mode, tls, others, proxies, relays, withheld);
  }

  /** The same with trusted peers. */
  public ServerParameters trusting(List<IpPrefix> otherProxies, List<IpPrefix> otherRelays) {
    return new ServerParameters(
        listen, name, mode, tls, limits, otherProxies, otherRelays, withheld);
  }

  boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(each -> each.contains(address));
  }

  boolean isRelay(InetAddress address) {
    return relays.stream().anyMatch(each -> each.contains(address));
  }
}
