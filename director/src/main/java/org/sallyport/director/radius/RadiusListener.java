package org.sallyport.director.radius;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.filter.ClientAddress;
import org.sallyport.director.filter.Verdict;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.Service;
import org.sallyport.net.loop.Deadline;
import org.sallyport.net.loop.Loop;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.PacketView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket of one loop: takes requests from clients and replies from members. Loop thread
 * only, except {@link #drain}.
 */
final class RadiusListener extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(RadiusListener.class);

  /** How long a client that missed a reply may still ask for it (RFC 5080 section 2.2.2). */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Beyond so many answered requests, those that were answered first are forgotten sooner. */
  private static final int MOST_ANSWERED = 65_536;

  private static final long TURN_MILLIS = 100;
  private static final long SWEEP_MILLIS = 30_000;

  private final RadiusDoor door;
  private final Loop loop;
  private final MemberPaths paths;
  private final FlightTable flights = new FlightTable();
  private final Placer placer;
  private final PacketView packet = new PacketView();
  private final Runnable flushAll = this::flushNow;
  private final Sweep sweep = new Sweep();
  private final Turn turn = new Turn();
  private @Nullable Channel channel;
  private int waiting;
  private boolean turning;
  private boolean draining;
  private boolean flushing;

  RadiusListener(RadiusDoor door, Loop loop) {
    this.door = door;
    this.loop = loop;
    this.paths = new MemberPaths(loop, this);
    this.placer = new Placer(paths, flights);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    loop.deadlines().set(sweep, SWEEP_MILLIS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.deadlines().remove(sweep);
    loop.deadlines().remove(turn);
    paths.close();
  }

  /** Closes what nobody uses; most of the time there is little. */
  private final class Sweep extends Deadline {
    @Override
    protected void expired() {
      paths.closeIdle();
      loop.deadlines().set(this, SWEEP_MILLIS);
    }
  }

  /** Ends what nobody answered and forgets what was answered, in their turn. */
  private final class Turn extends Deadline {
    @Override
    protected void expired() {
      long now = System.nanoTime();
      expireWaiting(now);
      forgetAnswered(now);
      turning = flights.size() > 0;
      if (turning) {
        loop.deadlines().set(this, TURN_MILLIS);
      }
    }
  }

  private void expireWaiting(long now) {
    var first = flights.waiting().first();
    while (first != null
        && now - first.since >= first.service().settings().timeouts().response().toNanos()) {
      first.service().counters().refused(Refusal.UNREACHABLE);
      giveUpWaiting(first, now);
      first = flights.waiting().first();
    }
  }

  private void forgetAnswered(long now) {
    var first = flights.answered().first();
    while (first != null && now - first.since >= LINGER_NANOS) {
      remove(first);
      first = flights.answered().first();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var datagram = (DatagramPacket) message;
    try {
      var target = door.target();
      if (target != null) {
        fromClient(target, datagram.sender(), datagram.content());
      }
    } finally {
      datagram.release();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    placer.flush();
  }

  void flushLater(MemberSocket socket) {
    placer.flushLater(socket);
  }

  private void fromClient(RadiusDoor.Target target, InetSocketAddress client, ByteBuf content) {
    var service = target.service();
    byte[] bytes = loop.scratch();
    int length = content.readableBytes();
    service.counters().received(length);
    content.getBytes(content.readerIndex(), bytes, 0, length);
    if (!packet.scan(bytes, 0, length) || !isCarried(packet.code())) {
      service.counters().refused(Refusal.BAD_REQUEST);
      return;
    }
    long now = System.nanoTime();
    var known = flights.find(client, packet.identifier());
    if (known != null && known.isRetransmittedBy(packet)) {
      known.bytesIn += length;
      placer.again(known, content, now);
      return;
    }
    if (known != null) {
      // The client has given the former request up, or it would not use its identifier again.
      over(known, now);
    }
    begin(target, client, content, now);
  }

  private static boolean isCarried(Code code) {
    return code == Code.ACCESS_REQUEST
        || code == Code.ACCOUNTING_REQUEST
        || code == Code.STATUS_SERVER;
  }

  private void begin(
      RadiusDoor.Target target, InetSocketAddress client, ByteBuf content, long now) {
    var service = target.service();
    var flight = flights.add(target, client, packet.identifier());
    flight.begin(target, packet, content.readableBytes(), now);
    noteUserName(flight);
    if (!isLetIn(flight, now) || !isAdmitted(flight, now)) {
      flights.remove(flight);
      return;
    }
    waiting++;
    Conversation.read(flight, packet, loop.scratch());
    var refusal = placer.place(flight, Conversation.member(flight, now), content, now);
    if (refusal != null) {
      service.counters().refused(Refusal.NO_MEMBER);
      RadiusLog.refused(service.on(loop), flight, refusal.text());
      ended(flight);
      remove(flight);
    } else if (!turning) {
      turning = true;
      loop.deadlines().set(turn, TURN_MILLIS);
    }
  }

  private void noteUserName(Flight flight) {
    if (flight.service().accessLog().enabled() && packet.has(AttributeType.USER_NAME)) {
      int at = packet.valueOffset(AttributeType.USER_NAME);
      int end = at + packet.valueLength(AttributeType.USER_NAME);
      flight.userName = Arrays.copyOfRange(loop.scratch(), at, end);
    }
  }

  private boolean isLetIn(Flight flight, long now) {
    var service = flight.service();
    if (!service.filter().isEmpty()
        && service.filter().onConnection(ClientAddress.of(flight.client.getAddress()), now)
            instanceof Verdict.Denied(String rule, _)) {
      service.counters().refused(Refusal.FILTER);
      RadiusLog.refused(service.on(loop), flight, rule);
      return false;
    }
    return true;
  }

  /**
   * Where there are too many requests, the one that has waited longest gives its place up. Anybody
   * can send what is never answered, and whoever asks now has more to gain.
   */
  private boolean isAdmitted(Flight flight, long now) {
    var client = flight.client.getAddress();
    var refusal = flight.service().admit(client);
    var oldest = flights.waiting().first();
    if (refusal == Refusal.CONNECTIONS
        && oldest != null
        && oldest.service().equals(flight.service())) {
      giveUpWaiting(oldest, now);
      refusal = flight.service().admit(client);
    }
    return refusal == null;
  }

  /** The member's system says that nobody listens on the port. */
  void refused(MemberSocket socket) {
    socket.path().refused(System.nanoTime());
    var target = door.target();
    if (target != null) {
      target.service().signals().connectFailed(socket.member(), "port unreachable");
      socket.member().traffic().connectFailed();
    }
  }

  /** A datagram from a member's address and port. */
  void fromMember(MemberSocket socket, ByteBuf content) {
    byte[] bytes = loop.scratch();
    int length = content.readableBytes();
    content.getBytes(content.readerIndex(), bytes, 0, length);
    if (!packet.scan(bytes, 0, length)) {
      return;
    }
    var flight = socket.carried(packet.identifier());
    if (flight == null || !flight.isAnsweredBy(packet.code())) {
      return;
    }
    long now = System.nanoTime();
    socket.path().heard(now);
    socket.member().traffic().addBytesOut(length);
    flight.service().signals().succeeded(socket.member());
    flight.service().counters().sent(length);
    reply(flight, content);
    if (packet.code() == Code.ACCESS_CHALLENGE) {
      Conversation.challenged(flight, socket.member(), packet, bytes, now);
    }
    if (!flight.answered) {
      answered(flight, socket, length, now);
    }
  }

  private void reply(Flight flight, ByteBuf content) {
    var to = channel;
    if (to != null && to.isWritable()) {
      to.write(new DatagramPacket(content.retain(), flight.client), to.voidPromise());
    }
  }

  /** Replies of all sockets that have something this time leave together (sendmmsg(2)). */
  void flushReplies() {
    if (!flushing) {
      flushing = true;
      loop.execute(flushAll);
    }
  }

  private void flushNow() {
    flushing = false;
    if (channel != null) {
      channel.flush();
    }
  }

  private void answered(Flight flight, MemberSocket by, int length, long now) {
    Service service = flight.service();
    flight.answered = true;
    var present = flight.socket();
    if (present != null) {
      present.member().traffic().requestEnded();
    }
    if (by.equals(present)) {
      by.member().latency().record(now - flight.given);
    }
    Conversation.isWith(flight, by.member(), now);
    service.counters().replied(packet.code());
    RadiusLog.answered(service.on(loop), flight, by.member(), packet.code(), length);
    for (int i = 0; i < flight.sockets().size(); i++) {
      flight.sockets().get(i).rest(flight);
    }
    flights.answered().join(flight, now);
    if (flights.answered().size() > MOST_ANSWERED) {
      giveUp(flights.answered().first());
    }
    ended(flight);
  }

  private void ended(Flight flight) {
    flight.service().release(flight.client.getAddress());
    waiting--;
    closeWhenDrained();
  }

  private void closeWhenDrained() {
    if (draining && waiting == 0 && channel != null) {
      // What was just written, and waits for its flush, leaves before the socket does.
      channel.flush();
      channel.close();
    }
  }

  /** The client asks something else under that identifier. */
  private void over(Flight flight, long now) {
    if (flight.answered) {
      remove(flight);
    } else {
      end(flight, now);
    }
  }

  private void giveUpWaiting(Flight flight, long now) {
    RadiusLog.unanswered(flight.service().on(loop), flight);
    end(flight, now);
  }

  private void end(Flight flight, long now) {
    var socket = flight.socket();
    if (socket != null) {
      Placer.leave(flight, socket, now);
    }
    ended(flight);
    remove(flight);
  }

  /** An answered request whose place another one needs. */
  void giveUp(@Nullable Flight flight) {
    if (flight != null) {
      remove(flight);
    }
  }

  private void remove(Flight flight) {
    for (int i = 0; i < flight.sockets().size(); i++) {
      flight.sockets().get(i).free(flight);
    }
    flights.remove(flight);
  }

  /** Takes no more requests; closes once nothing waits. Any thread. */
  void drain() {
    loop.execute(
        () -> {
          draining = true;
          closeWhenDrained();
        });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A client that is gone may be reported here; datagrams of others still come.
    LOG.atDebug().setCause(cause).addKeyValue("event", "radius-receive-failed").log("listener");
  }
}
