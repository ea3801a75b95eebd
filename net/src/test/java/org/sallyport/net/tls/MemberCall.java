package org.sallyport.net.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sallyport.kernel.HostPort;

/**
 * Calls an echo server through {@link MemberTls} on an event loop, sends a word and waits for it.
 */
final class MemberCall {
  private MemberCall() {}

  /** The echo, or the exception that ended the connection. */
  static CompletableFuture<String> start(MemberTls tls, InetSocketAddress address)
      throws InterruptedException {
    var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var echoed = new CompletableFuture<String>();
    try {
      var member = new HostPort(address.getHostString(), address.getPort());
      var channel =
          new Bootstrap()
              .group(group)
              .channel(NioSocketChannel.class)
              .handler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      var handler = tls.newHandler(channel.alloc(), member);
                      channel.pipeline().addLast(handler, new Listener(echoed));
                    }
                  })
              .connect(address)
              .sync()
              .channel();
      var _ = channel.writeAndFlush(Unpooled.copiedBuffer("hello", US_ASCII));
      try {
        echoed.get(5, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException seenByTheCaller) {
        return echoed;
      }
      return echoed;
    } finally {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  /** The reason for which a call fails. */
  static TlsFailure failure(MemberTls tls, InetSocketAddress address) throws InterruptedException {
    var echoed = start(tls, address);
    if (!echoed.isCompletedExceptionally()) {
      throw new AssertionError("the call went through");
    }
    return TlsFailure.of(echoed.exceptionNow()).orElseThrow();
  }

  private static final class Listener extends SimpleChannelInboundHandler<ByteBuf> {
    private final CompletableFuture<String> echoed;
    private final StringBuilder received = new StringBuilder();

    private Listener(CompletableFuture<String> echoed) {
      this.echoed = echoed;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
      received.append(message.toString(US_ASCII));
      if (received.length() == 5) {
        echoed.complete(received.toString());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      echoed.completeExceptionally(cause);
      var _ = context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      echoed.completeExceptionally(new IllegalStateException("closed without a word"));
    }
  }
}
