package org.sallyport.director.reception;

import io.netty.channel.ChannelHandler;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.http.HttpSession;
import org.sallyport.director.relay.RelaySession;
import org.sallyport.director.service.ClientSession;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.ServiceSettings.Protocol;
import org.sallyport.net.loop.Acceptor;
import org.sallyport.net.loop.Loop;

/**
 * An address that is listened on, and the services that share it. A reload swaps the services;
 * connections that are being received go by those that were there when they came.
 */
public final class Entrance implements Acceptor {
  private final AtomicInteger receiving = new AtomicInteger();
  private volatile @Nullable Directory directory;

  /** Sends connections that come from now on to the services of {@code changed}. */
  public void lead(Directory changed) {
    directory = changed;
  }

  @Override
  public @Nullable ChannelHandler accepted(Loop loop, SocketChannel connection) {
    var services = directory;
    var client = connection.remoteAddress();
    if (client == null || services == null) {
      return null;
    }
    boolean header = services.believes(client.getAddress());
    if (!header && !services.readsNames()) {
      var only = services.only();
      return only.admit(client.getAddress()) == null
          ? session(services, only.on(loop), connection, client, null)
          : null;
    }
    // Who has not said yet what it wants counts against nobody else's limit.
    if (receiving.get() >= services.limit()) {
      services.only().counters().refused(Refusal.CONNECTIONS);
      return null;
    }
    return new Reception(this, services, loop, client, header);
  }

  @Override
  public void lost(ChannelHandler handler) {
    if (handler instanceof ClientSession admitted) {
      admitted.stop("the connection was lost before it began");
    }
  }

  void began() {
    receiving.incrementAndGet();
  }

  void ended() {
    receiving.decrementAndGet();
  }

  /** What serves a connection whose bytes the service takes as they are. */
  static ChannelHandler session(
      Directory services,
      ServiceLoop at,
      SocketChannel connection,
      InetSocketAddress client,
      @Nullable String name) {
    if (at.service().settings().protocol() == Protocol.HTTP) {
      return new HttpSession(
          at, client, called(connection), name, services.elsewhere(at.service()));
    }
    return new RelaySession(at, client, name, null);
  }

  private static InetSocketAddress called(SocketChannel connection) {
    var local = connection.localAddress();
    return local == null ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0) : local;
  }
}
