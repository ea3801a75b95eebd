package org.sallyport.net.tls;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.internal.tcnative.SSL;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A TLS server on an event loop that returns what it gets. */
final class TlsEcho implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final AtomicInteger resumed = new AtomicInteger();
  private final Channel listener;

  TlsEcho(ServerTls tls) throws InterruptedException {
    listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new ByServerName(tls), new Echo());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Waits until every connection and its handlers are gone. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 5, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static final class ByServerName extends AbstractSniHandler<Boolean> {
    private final ServerTls tls;

    private ByServerName(ServerTls tls) {
      this.tls = tls;
    }

    @Override
    protected Future<Boolean> lookup(ChannelHandlerContext context, String name) {
      return context.executor().newSucceededFuture(true);
    }

    @Override
    protected void onLookupComplete(
        ChannelHandlerContext context, String name, Future<Boolean> future) {
      context.pipeline().replace(this, "tls", tls.newHandler(context.alloc(), name));
    }
  }

  /** Handshakes that resumed a session of an earlier one; counted with BoringSSL alone. */
  int resumed() {
    return resumed.get();
  }

  private final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      var handler = context.pipeline().get(SslHandler.class);
      if (event instanceof SslHandshakeCompletionEvent completed
          && completed.isSuccess()
          && handler.engine() instanceof ReferenceCountedOpenSslEngine engine
          && SSL.isSessionReused(engine.sslPointer())) {
        resumed.incrementAndGet();
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var _ = context.writeAndFlush(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }
}
