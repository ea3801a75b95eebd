package org.sallyport.net.loop;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event loop: a thread, its deadlines and its scratch memory.
 *
 * <p>All methods but {@link #execute} are called on the loop's own thread.
 */
public final class Loop {
  /** The size of {@link #scratch}: the largest head that anything here accepts. */
  public static final int SCRATCH = 64 * 1024;

  private static final ChannelFutureListener TELL_FAILURE =
      connected -> {
        if (!connected.isSuccess()) {
          connected.channel().pipeline().fireExceptionCaught(connected.cause());
        }
      };

  private final int index;
  private final EventLoop executor;
  private final Transport transport;
  private final DeadlineWheel deadlines = new DeadlineWheel(System::nanoTime);
  private final byte[] scratch = new byte[SCRATCH];
  private @Nullable ScheduledFuture<?> ticking;

  Loop(int index, EventLoop executor, Transport transport) {
    this.index = index;
    this.executor = executor;
    this.transport = transport;
  }

  /** The position among the loops, from 0. */
  public int index() {
    return index;
  }

  /** The deadlines of what this loop serves. */
  public DeadlineWheel deadlines() {
    return deadlines;
  }

  /** Memory for one decision: what it holds is gone once the thread returns to the loop. */
  public byte[] scratch() {
    return scratch;
  }

  /** Runs {@code task} on this loop's thread; called from any thread. */
  public void execute(Runnable task) {
    executor.execute(task);
  }

  /** Whether the caller is on this loop's thread. */
  public boolean inLoop() {
    return executor.inEventLoop();
  }

  /**
   * Opens a connection to {@code address}. {@code handler} hears of its success as {@code
   * channelActive}, of its failure as {@code exceptionCaught}, and of its end as {@code
   * channelInactive}. No time limit is set: the caller arms a deadline.
   *
   * @param greeting sent before anything else, a TLS handshake included, or null; taken over
   * @param tls what encrypts the connection, or null
   */
  public void connect(
      InetSocketAddress address,
      @Nullable ByteBuf greeting,
      @Nullable ChannelHandler tls,
      ChannelHandler handler) {
    var channel = transport.connection(address.getAddress());
    SocketOptions.ofConnection(channel);
    if (greeting != null) {
      channel.pipeline().addLast(new Greeting(greeting));
    }
    if (tls != null) {
      channel.pipeline().addLast(tls);
    }
    channel.pipeline().addLast(handler);
    executor.register(channel);
    channel.connect(address).addListener(TELL_FAILURE);
  }

  /**
   * Opens a socket for datagrams to and from {@code peer} alone, with a port of the system's
   * choice. The handler hears what comes as {@code channelRead} with a {@code DatagramPacket}, and
   * that nobody listens there as {@code exceptionCaught}.
   *
   * @param source the address that the peer sees, which need not be one of this machine; null for
   *     the machine's own
   */
  public DatagramChannel datagrams(
      InetSocketAddress peer, @Nullable InetAddress source, ChannelHandler handler) {
    var channel = transport.datagrams(peer.getAddress());
    DatagramOptions.ofMember(channel, transport, source != null);
    channel.pipeline().addLast(handler);
    executor.register(channel);
    var connected =
        source == null
            ? channel.connect(peer)
            : channel.connect(peer, new InetSocketAddress(source, 0));
    connected.addListener(TELL_FAILURE);
    return channel;
  }

  void start() {
    executor.execute(
        () ->
            ticking =
                executor.scheduleAtFixedRate(
                    this::tick,
                    DeadlineWheel.TICK_MILLIS,
                    DeadlineWheel.TICK_MILLIS,
                    TimeUnit.MILLISECONDS));
  }

  EventLoop executor() {
    return executor;
  }

  Transport transport() {
    return transport;
  }

  void stop() {
    executor.execute(
        () -> {
          if (ticking != null) {
            ticking.cancel(false);
          }
        });
  }

  private void tick() {
    deadlines.advance();
  }
}
