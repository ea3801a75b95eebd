package org.sallyport.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;

/** Makes loads, all on one event loop. Linux only: it stands on epoll. */
public final class LoadGenerator implements AutoCloseable {
  private static final int READ_SIZE = 64 * 1024;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final SslContext tls;
  private final Bootstrap bootstrap;

  /** Loads the native libraries. */
  public LoadGenerator() {
    try {
      // The certificate is thrown away after the run; checking it would load the wrong processor.
      tls =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.OPENSSL)
              .protocols("TLSv1.3")
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .endpointIdentificationAlgorithm(null)
              .sessionCacheSize(1)
              .build();
    } catch (SSLException e) {
      throw new IllegalStateException("no TLS client", e);
    }
    bootstrap =
        new Bootstrap()
            .group(group)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 5_000)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_SIZE));
  }

  /** Starts asking as planned; the caller closes the run. */
  public LoadRun start(LoadPlan plan) {
    var run = new LoadRun(group.next(), bootstrap, plan, tls);
    run.start();
    return run;
  }

  @Override
  public void close() {
    group.shutdownGracefully();
  }
}
