package org.sallyport.net.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The event loops of a process. {@link #open} starts their threads; {@link #close} ends them and
 * whatever they still serve.
 */
public final class Loops implements AutoCloseable {
  private static final int BACKLOG = 4096;

  private final MultiThreadIoEventLoopGroup group;
  private final List<Loop> loops;
  private final Transport transport;
  private final AtomicInteger turn = new AtomicInteger();

  private Loops(MultiThreadIoEventLoopGroup group, List<Loop> loops, Transport transport) {
    this.group = group;
    this.loops = loops;
    this.transport = transport;
  }

  /**
   * Starts {@code count} loops on {@code transport}.
   *
   * @param count 1 or more; 0 for one on each processor
   */
  public static Loops open(int count, Transport transport) {
    int threads = count == 0 ? Runtime.getRuntime().availableProcessors() : count;
    var group =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("loop", true), transport.ioHandler());
    var loops = new ArrayList<Loop>();
    for (var executor : group) {
      loops.add(new Loop(loops.size(), (EventLoop) executor, transport));
    }
    loops.forEach(Loop::start);
    return new Loops(group, List.copyOf(loops), transport);
  }

  /** The loops, in order of their index. */
  public List<Loop> all() {
    return loops;
  }

  /** The loops in turn, for what belongs to none yet. */
  Loop next() {
    return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
  }

  /**
   * Listens on {@code address}; the listener takes connections once it is opened.
   *
   * @throws IOException with the system's reason, when the address cannot be bound
   */
  public Listener listen(InetSocketAddress address, Acceptor acceptor) throws IOException {
    var sockets = new ArrayList<Channel>();
    try {
      refuseSharing(address);
      var bound = address;
      for (var loop : transport == Transport.EPOLL ? loops : loops.subList(0, 1)) {
        var socket = bind(loop, bound, acceptor);
        sockets.add(socket);
        bound = (InetSocketAddress) socket.localAddress();
      }
      return new Listener(bound, sockets);
    } catch (IOException e) {
      sockets.forEach(socket -> socket.close().syncUninterruptibly());
      throw e;
    }
  }

  /**
   * SO_REUSEPORT would let a second process of the same user take half of the connections without a
   * word, so the address is first bound alone, which fails where anybody has it.
   */
  private static void refuseSharing(InetSocketAddress address) throws IOException {
    if (address.getPort() == 0) {
      return;
    }
    try (var alone = new ServerSocket()) {
      alone.setReuseAddress(true);
      alone.bind(address);
    } catch (IOException e) {
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  private Channel bind(Loop loop, InetSocketAddress address, Acceptor acceptor) throws IOException {
    var socket = transport.listener();
    boolean spread = transport != Transport.EPOLL;
    socket.config().setAutoRead(false);
    socket.config().setOption(ChannelOption.SO_REUSEADDR, true);
    socket.config().setOption(ChannelOption.SO_BACKLOG, BACKLOG);
    if (!spread) {
      socket.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
    }
    socket.pipeline().addLast(new ListeningSocket(this, loop, spread, acceptor));
    bind(loop, socket, address);
    return socket;
  }

  private static void bind(Loop loop, Channel socket, InetSocketAddress address)
      throws IOException {
    var registered = loop.executor().register(socket).awaitUninterruptibly();
    var bound = registered.isSuccess() ? socket.bind(address).awaitUninterruptibly() : registered;
    if (!bound.isSuccess()) {
      socket.close();
      throw new IOException(
          "cannot listen on " + address + ": " + bound.cause().getMessage(), bound.cause());
    }
  }

  /**
   * Takes datagrams on {@code address}; the listener reads once it is opened.
   *
   * @throws IOException with the system's reason, when the address cannot be bound
   */
  public Listener listenDatagrams(InetSocketAddress address, DatagramHandlers handlers)
      throws IOException {
    var sockets = new ArrayList<Channel>();
    try {
      refuseSharingDatagrams(address);
      var bound = address;
      for (var loop : transport == Transport.EPOLL ? loops : loops.subList(0, 1)) {
        var socket = transport.datagrams(bound.getAddress());
        DatagramOptions.ofListener(socket, transport);
        socket.pipeline().addLast(handlers.on(loop));
        bind(loop, socket, bound);
        sockets.add(socket);
        bound = socket.localAddress();
      }
      return new Listener(bound, sockets);
    } catch (IOException e) {
      sockets.forEach(socket -> socket.close().syncUninterruptibly());
      throw e;
    }
  }

  /**
   * Why datagrams cannot be sent under addresses of others (IP_TRANSPARENT, ip(7)); empty where
   * they can.
   */
  public Optional<String> refusesForeignSources() {
    if (transport != Transport.EPOLL) {
      return Optional.of("only Linux's epoll can send under a client's address");
    }
    var probe = transport.datagrams(InetAddress.getLoopbackAddress());
    try {
      probe.config().setOption(EpollChannelOption.IP_TRANSPARENT, true);
      return Optional.empty();
    } catch (ChannelException e) {
      return Optional.of(
          "the system refuses IP_TRANSPARENT, which needs the capability CAP_NET_ADMIN or"
              + " CAP_NET_RAW");
    } finally {
      probe.unsafe().closeForcibly();
    }
  }

  /** As for connections: SO_REUSEPORT would share the address without a word. */
  private static void refuseSharingDatagrams(InetSocketAddress address) throws IOException {
    if (address.getPort() == 0) {
      return;
    }
    try (var alone = new DatagramSocket(null)) {
      alone.bind(address);
    } catch (IOException e) {
      throw new IOException("cannot listen on " + address + "/udp: " + e.getMessage(), e);
    }
  }

  /** Ends the loops at once and waits up to two seconds for their threads. */
  @Override
  public void close() {
    loops.forEach(Loop::stop);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
