package org.sallyport.director.reception;

import io.netty.channel.ChannelHandler;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.http.HttpSession;
import org.sallyport.director.relay.RelaySession;
import org.sallyport.director.service.ClientSession;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.ServiceSettings.Protocol;
import org.sallyport.net.loop.Acceptor;
import org.sallyport.net.loop.Loop;

/**
 * An address that is listened on, and the services that share it. A reload swaps the services;
 * connections that are being received go by those that were there when they came.
 */
public final class Entrance implements Acceptor {
  private final Lobby lobby = new Lobby();
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
    var refusal = lobby.refuses(header ? null : client.getAddress(), services);
    if (refusal != null) {
      services.only().counters().refused(refusal);
      return null;
    }
    return new Reception(lobby, services, loop, client, header);
  }

  @Override
  public void lost(ChannelHandler handler) {
    if (handler instanceof ClientSession admitted) {
      admitted.stop("the connection was lost before it began");
    }
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
