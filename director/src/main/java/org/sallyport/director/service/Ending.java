package org.sallyport.director.service;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;

/** How one direction of a connection ends, and how all of it does. */
public final class Ending {
  private Ending() {}

  /**
   * Ends the direction towards {@code to} once all that was written has left, then runs {@code
   * then}: with a FIN, or with close_notify where the connection is encrypted (RFC 8446 section
   * 6.1).
   */
  public static void afterFlush(ChannelHandlerContext to, Runnable then) {
    var tls = to.pipeline().get(SslHandler.class);
    if (tls != null) {
      // What was written but not flushed would be dropped: closing the engine goes before it.
      to.flush();
      tls.closeOutbound().addListener(done -> then.run());
      to.flush();
      return;
    }
    to.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written ->
                ((SocketChannel) to.channel()).shutdownOutput().addListener(done -> then.run()));
  }

  /**
   * For a connection whose peer was given its end: when the peer ends too, nothing is left, and the
   * connection closes. To shut down what the system has closed already would only fail.
   */
  public static void nextEndCloses(Channel channel) {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
  }

  /**
   * Closes once all that was written has left, but without a word that it was all: no close_notify,
   * by whose absence a peer knows of a truncation (RFC 8446 section 6.1). Then runs {@code then}.
   */
  public static void unsaidAfterFlush(ChannelHandlerContext to, Runnable then) {
    to.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              to.channel().unsafe().close(to.channel().voidPromise());
              then.run();
            });
  }

  /** Closes at once; the peer gets a RST where its system still listens. */
  public static void withReset(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    // Past any TLS handler: a close_notify would say that all was well.
    channel.unsafe().close(channel.voidPromise());
  }
}
