package org.sallyport.web.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ProxyConnectionFactory.ProxyEndPoint;
import org.sallyport.wire.proxyprotocol.ProxyHeader;
import org.sallyport.wire.proxyprotocol.ProxyHeaderDecoder;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the header of a trusted proxy's connection and hands the rest to TLS. */
final class ProxyHeaderConnection extends AbstractConnection implements Connection.UpgradeFrom {
  /** The header is sent with the first packet; who is silent longer is not a proxy. */
  private static final long PATIENCE_MILLIS = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(ProxyHeaderConnection.class);

  private final Connector connector;
  private final ConnectionFactory tls;

  /** Always as Jetty fills it: what has come is between position 0 and the limit. */
  private final ByteBuffer received = ByteBuffer.allocate(ProxyHeaderDecoder.MAX_HEADER).limit(0);

  private final long idleMillis;

  ProxyHeaderConnection(Connector connector, EndPoint endPoint, ConnectionFactory tls) {
    super(endPoint, connector.getExecutor());
    this.connector = connector;
    this.tls = tls;
    idleMillis = endPoint.getIdleTimeout();
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(PATIENCE_MILLIS);
    fillInterested();
  }

  @Override
  public void onFillable() {
    try {
      while (getEndPoint().isOpen()) {
        int count = getEndPoint().fill(received);
        if (count < 0) {
          close();
          return;
        }
        if (count == 0) {
          fillInterested();
          return;
        }
        if (decoded()) {
          return;
        }
      }
    } catch (IOException _) { // the peer is gone: there is nobody to tell
      close();
    }
  }

  /** Whether there is nothing more to be read here. */
  private boolean decoded() {
    return switch (ProxyHeaderDecoder.decode(received.array(), 0, received.limit())) {
      case ProxyHeaderResult.NeedMore _ -> {
        if (received.limit() == received.capacity()) {
          refuse("too long");
          yield true;
        }
        yield false;
      }
      case ProxyHeaderResult.Malformed(_, var reason) -> {
        refuse(reason);
        yield true;
      }
      case ProxyHeaderResult.Decoded(var header, int consumed) -> {
        received.position(consumed);
        goOn(header);
        yield true;
      }
    };
  }

  private void goOn(ProxyHeader header) {
    var plain = getEndPoint();
    plain.setIdleTimeout(idleMillis);
    @SuppressWarnings("resource") // it is closed with the connection that it wraps
    var named =
        header
            .endpoints()
            .<EndPoint>map(ends -> new ProxyEndPoint(plain, ends.destination(), ends.source()))
            .orElse(plain);
    plain.upgrade(tls.newConnection(connector, named));
  }

  private void refuse(String reason) {
    LOG.warn(
        "event=proxy-header-refused from={} cause=\"{}\"",
        getEndPoint().getRemoteSocketAddress(),
        reason);
    close();
  }

  @Override
  public boolean onIdleExpired(TimeoutException timeout) {
    refuse("nothing came in time");
    return true;
  }

  @Override
  public ByteBuffer onUpgradeFrom() {
    return received;
  }
}
