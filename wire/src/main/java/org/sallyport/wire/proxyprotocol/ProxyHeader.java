package org.sallyport.wire.proxyprotocol;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a PROXY protocol header says about a connection.
 *
 * @param command whether the connection is relayed for a client
 * @param endpoints the addresses of the relayed connection; empty for LOCAL, for unknown and for
 *     Unix sockets, where those of the connection itself stand
 */
public record ProxyHeader(Command command, Optional<Endpoints> endpoints) {

  /** Why the connection was made. */
  public enum Command {
    /** By the proxy itself, for a health check for instance. */
    LOCAL,
    /** For a client. */
    PROXY
  }

  /**
   * Both ends of the relayed connection; resolved literal addresses.
   *
   * @param source the client
   * @param destination what the client connected to
   */
  public record Endpoints(InetSocketAddress source, InetSocketAddress destination) {}

  static final ProxyHeader LOCAL = new ProxyHeader(Command.LOCAL, Optional.empty());
  static final ProxyHeader UNKNOWN = new ProxyHeader(Command.PROXY, Optional.empty());

  static ProxyHeader of(InetSocketAddress source, InetSocketAddress destination) {
    return new ProxyHeader(Command.PROXY, Optional.of(new Endpoints(source, destination)));
  }
}
