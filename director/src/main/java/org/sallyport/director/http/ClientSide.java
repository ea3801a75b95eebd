package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import org.sallyport.director.service.ServiceCounters;

/** The client's connection as a session writes to it and ends it. Loop thread only. */
final class ClientSide {
  private final ChannelHandlerContext context;
  private final ServiceCounters counters;
  private long written;

  ClientSide(ChannelHandlerContext context, ServiceCounters counters) {
    this.context = context;
    this.counters = counters;
  }

  /** Begins to count what is written for another request. */
  void begin() {
    written = 0;
  }

  /** Bytes written since {@link #begin}. */
  long written() {
    return written;
  }

  void write(ByteBuf bytes) {
    int length = bytes.readableBytes();
    written += length;
    counters.sent(length);
    context.write(bytes, context.voidPromise());
  }

  void flush() {
    context.flush();
  }

  boolean writable() {
    return context.channel().isWritable();
  }

  /** Whether bytes of the client are read as they come. */
  void read(boolean on) {
    context.channel().config().setAutoRead(on);
  }

  /** Closes once what was written has left. */
  void closeAfterFlush() {
    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Says that no more is coming once what was written has left, and leaves the other direction
   * open: closing over unread bytes resets the connection and may destroy the answer on its way
   * (RFC 9112 section 9.6).
   *
   * @param then runs when what was written has left
   */
  void endAfterFlush(Runnable then) {
    var channel = (SocketChannel) context.channel();
    var tls = context.pipeline().get(SslHandler.class);
    read(true);
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            done -> {
              if (tls != null) {
                tls.closeOutbound();
              } else {
                channel.shutdownOutput();
              }
              then.run();
            });
  }

  /** Closes at once and so that the client notices. */
  void reset() {
    if (context.channel().isOpen()) {
      context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      // Past any TLS handler: a close_notify would say that all was well.
      context.channel().unsafe().close(context.channel().voidPromise());
    }
  }

  void close() {
    context.close();
  }
}
