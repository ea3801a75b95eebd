package org.sallyport.net.loop;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what a listening socket accepted and puts it on the loops. */
final class ListeningSocket extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ListeningSocket.class);

  /** How long accepting rests when the process has no file descriptors left. */
  private static final int REST_MILLIS = 200;

  private final Loops loops;
  private final Loop loop;
  private final boolean spread;
  private final Acceptor acceptor;

  /**
   * @param spread whether connections go to all loops in turn, because only this one listens
   */
  ListeningSocket(Loops loops, Loop loop, boolean spread, Acceptor acceptor) {
    this.loops = loops;
    this.loop = loop;
    this.spread = spread;
    this.acceptor = acceptor;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var connection = (SocketChannel) message;
    if (!spread) {
      serve(loop, connection);
    } else {
      var target = loops.next();
      if (target == loop) {
        serve(loop, connection);
      } else {
        target.execute(() -> serve(target, connection));
      }
    }
  }

  private void serve(Loop target, SocketChannel connection) {
    try {
      SocketOptions.ofConnection(connection);
      var handler = acceptor.accepted(target, connection);
      if (handler == null) {
        connection.config().setOption(ChannelOption.SO_LINGER, 0);
        connection.unsafe().closeForcibly();
        return;
      }
      register(target, connection, handler);
    } catch (RuntimeException e) {
      // The client may have gone between accept and here; one connection never stops the listener.
      LOG.atDebug().setCause(e).addKeyValue("event", "accept-failed").log("connection dropped");
      connection.unsafe().closeForcibly();
    }
  }

  /** Done when it returns, as the caller is on the loop. */
  private void register(Loop target, SocketChannel connection, ChannelHandler handler) {
    connection.pipeline().addLast(handler);
    var registered = target.executor().register(connection);
    if (registered.isDone() && !registered.isSuccess()) {
      acceptor.lost(handler);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.atWarn()
          .addKeyValue("event", "accept-failed")
          .addKeyValue("cause", cause.getMessage())
          .log("accepting rests for {} ms", REST_MILLIS);
      context.channel().config().setAutoRead(false);
      context
          .executor()
          .schedule(
              () -> context.channel().config().setAutoRead(true),
              REST_MILLIS,
              TimeUnit.MILLISECONDS);
      return;
    }
    LOG.atError().setCause(cause).addKeyValue("event", "accept-failed").log("listener");
  }
}
