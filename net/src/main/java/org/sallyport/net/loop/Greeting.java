package org.sallyport.net.loop;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Sends the first bytes of a connection. It stands in front of a TLS handler, which begins its
 * handshake as soon as it hears that the connection is open.
 */
final class Greeting extends ChannelInboundHandlerAdapter {
  private @Nullable ByteBuf bytes;

  Greeting(ByteBuf bytes) {
    this.bytes = bytes;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    var first = bytes;
    bytes = null;
    if (first != null) {
      context.writeAndFlush(first);
    }
    context.fireChannelActive();
    context.pipeline().remove(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
  }
}
