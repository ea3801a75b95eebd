package org.sallyport.web.api;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.jspecify.annotations.Nullable;
import org.sallyport.kernel.IpPrefix;

/**
 * Before TLS: connections of trusted proxies begin with a header that names the client (HAProxy's
 * {@code doc/proxy-protocol.txt}); those of all others begin with TLS. A header is never guessed:
 * the specification asks that a listener expects it or does not.
 */
final class ProxyProtocol extends AbstractConnectionFactory {
  private final ConnectionFactory tls;
  private final List<IpPrefix> trusted;

  ProxyProtocol(ConnectionFactory tls, List<IpPrefix> trusted) {
    super("proxy");
    this.tls = tls;
    this.trusted = List.copyOf(trusted);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return isTrusted(address(endPoint))
        ? new ProxyHeaderConnection(connector, endPoint, tls)
        : tls.newConnection(connector, endPoint);
  }

  private boolean isTrusted(@Nullable InetAddress from) {
    return from != null && trusted.stream().anyMatch(prefix -> prefix.contains(from));
  }

  private static @Nullable InetAddress address(EndPoint endPoint) {
    return endPoint.getRemoteSocketAddress() instanceof InetSocketAddress inet
        ? inet.getAddress()
        : null;
  }
}
