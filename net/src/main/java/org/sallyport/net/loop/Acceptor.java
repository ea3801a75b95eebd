package org.sallyport.net.loop;

import io.netty.channel.ChannelHandler;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of a connection that a client opened. */
public interface Acceptor {
  /**
   * Called on the loop that will serve the connection, before any byte of it is read.
   *
   * @return what serves the connection; null to refuse it, and it is reset at once
   */
  @Nullable ChannelHandler accepted(Loop loop, SocketChannel connection);

  /**
   * Called on the same loop where the connection was lost before {@code handler}, which {@link
   * #accepted} gave, could be told anything: it will hear of neither beginning nor end.
   */
  default void lost(ChannelHandler handler) {}
}
