package org.sallyport.director.radius;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.net.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port of the director towards a member, with the request that each identifier stands for. The
 * socket is connected: the system passes on only what comes from the member's address and port.
 * Loop thread only.
 */
final class MemberSocket extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(MemberSocket.class);

  private final MemberPath path;
  private final int index;
  private final RadiusListener listener;
  private final @Nullable Flight[] flights = new @Nullable Flight[256];
  private @Nullable Channel channel;
  private int carried;
  private boolean dirty;

  MemberSocket(MemberPath path, int index, RadiusListener listener) {
    this.path = path;
    this.index = index;
    this.listener = listener;
  }

  void open(Loop loop, InetSocketAddress peer, @Nullable InetAddress source) {
    channel = loop.datagrams(peer, source, this);
  }

  Member member() {
    return path.member();
  }

  MemberPath path() {
    return path;
  }

  /** The request that an identifier stands for, or null. */
  @Nullable Flight carried(int identifier) {
    return flights[identifier];
  }

  /** Lets the identifier of a flight stand for it. */
  void carry(Flight flight) {
    int identifier = flight.identifier;
    if (flights[identifier] == null) {
      carried++;
    }
    flights[identifier] = flight;
    path.carries(index, identifier);
  }

  /** The flight was answered: its place may be taken where none is free. */
  void rest(Flight flight) {
    path.rests(index, flight.identifier);
  }

  /** The flight is over; does nothing where another has its place. */
  @SuppressWarnings("ReferenceEquality") // a place belongs to one very flight
  void free(Flight flight) {
    int identifier = flight.identifier;
    if (flights[identifier] == flight) {
      flights[identifier] = null;
      carried--;
      path.isFree(index, identifier);
    }
  }

  boolean isIdle() {
    return carried == 0;
  }

  /**
   * Sends once {@link #flush} is called; takes the bytes over. False where the system takes no more
   * for now, and the datagram is lost as one may be.
   */
  boolean send(ByteBuf datagram) {
    var to = channel;
    if (to == null || !to.isWritable()) {
      datagram.release();
      return false;
    }
    to.write(datagram, to.voidPromise());
    if (!dirty) {
      dirty = true;
      listener.flushLater(this);
    }
    return true;
  }

  void flush() {
    dirty = false;
    if (channel != null) {
      channel.flush();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var datagram = (DatagramPacket) message;
    try {
      listener.fromMember(this, datagram.content());
    } finally {
      datagram.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    listener.flushReplies();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof PortUnreachableException) {
      listener.refused(this);
      return;
    }
    LOG.atWarn()
        .addKeyValue("event", "radius-socket-failed")
        .addKeyValue("member", path.member())
        .addKeyValue("cause", cause.toString())
        .log("a socket towards a member failed");
    if (!context.channel().isActive()) {
      path.forget(index);
      context.close();
    }
  }

  void close() {
    if (channel != null) {
      channel.close();
    }
  }
}
