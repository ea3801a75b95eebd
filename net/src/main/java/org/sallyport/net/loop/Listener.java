package org.sallyport.net.loop;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A bound address: one listening socket on each loop (SO_REUSEPORT), so that the kernel spreads
 * connections over loops and none is handed from thread to thread. Under NIO one loop listens for
 * all. Connections wait in the system's queue until {@link #open}.
 */
public final class Listener implements AutoCloseable {
  private final InetSocketAddress address;
  private final List<Channel> sockets;

  Listener(InetSocketAddress address, List<Channel> sockets) {
    this.address = address;
    this.sockets = List.copyOf(sockets);
  }

  /** The address that is bound, with the port that the system chose where 0 was asked for. */
  public InetSocketAddress address() {
    return address;
  }

  /** Begins to take connections. */
  public void open() {
    sockets.forEach(socket -> socket.config().setAutoRead(true));
  }

  /** Stops listening; connections that were accepted go on. Returns once the sockets are closed. */
  @Override
  public void close() {
    var closed = sockets.stream().map(Listener::closing).toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(closed).join();
  }

  private static CompletableFuture<Void> closing(Channel socket) {
    var done = new CompletableFuture<Void>();
    socket.close().addListener(future -> done.complete(null));
    return done;
  }
}
