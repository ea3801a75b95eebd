package org.sallyport.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks an HTTPS server over connections that are kept, each with the next request as soon as the
 * last one is answered. One event loop; Linux only.
 */
public final class Saturation implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final Bootstrap bootstrap;
  private final Tally tally = new Tally();
  private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
  private final Map<Integer, Long> others = new TreeMap<>();
  private final int connections;
  private Supplier<byte[]> requests = () -> new byte[0];
  private int expected;
  private boolean running;

  /**
   * Connects nothing yet.
   *
   * @param connections held at once
   */
  public Saturation(InetSocketAddress target, String host, int connections) {
    this.connections = connections;
    bootstrap =
        new Bootstrap()
            .group(group)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .remoteAddress(target)
            .handler(
                new ChannelInitializer<Channel>() {
                  private final SslContext tls = tls();

                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(tls.newHandler(channel.alloc(), host, target.getPort()))
                        .addLast(new Asking());
                  }
                });
  }

  private static SslContext tls() {
    try {
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.OPENSSL)
          .protocols("TLSv1.3")
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("no TLS client", e);
    }
  }

  /**
   * Asks for some time and tells what was seen. Blocks.
   *
   * @param status what counts as an answer; all others are failures
   * @param next makes each request whole; called by the event loop alone
   */
  public LoadWindow run(int status, int seconds, Supplier<byte[]> next)
      throws InterruptedException, ExecutionException {
    var loop = group.next();
    loop.submit(
            () -> {
              requests = next;
              expected = status;
              running = true;
              tally.cut(0);
            })
        .get();
    for (int i = 0; i < connections; i++) {
      bootstrap.connect();
    }
    return loop.schedule(
            () -> {
              running = false;
              var seen = tally.cut(0);
              open.close();
              return seen;
            },
            seconds,
            TimeUnit.SECONDS)
        .get();
  }

  /** Other answers of all runs, by status; 0 where a connection broke. */
  public Map<Integer, Long> others() {
    return Map.copyOf(others);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** One connection. */
  private final class Asking extends ChannelInboundHandlerAdapter {
    private final ResponseReader reader = new ResponseReader();
    private long since;

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      open.add(ctx.channel());
      ask(ctx);
    }

    private void ask(ChannelHandlerContext ctx) {
      if (!running) {
        return;
      }
      since = System.nanoTime();
      ctx.writeAndFlush(Unpooled.wrappedBuffer(requests.get()), ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, @Nullable Object message) {
      try {
        if (message instanceof ByteBuf bytes && reader.read(bytes)) {
          answered(ctx);
        }
      } finally {
        ReferenceCountUtil.release(message);
      }
    }

    private void answered(ChannelHandlerContext ctx) {
      if (reader.status() == expected) {
        tally.completed(since);
      } else {
        tally.failed();
        others.merge(reader.status(), 1L, Long::sum);
      }
      ask(ctx);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (running) {
        tally.failed();
        others.merge(0, 1L, Long::sum);
      }
      ctx.close();
    }
  }
}
