package org.sallyport.director.radius;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.filter.ClientAddress;
import org.sallyport.director.filter.Verdict;
import org.sallyport.director.pool.Decision;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.Service;
import org.sallyport.director.settings.RadiusSettings.Source;
import org.sallyport.net.loop.Deadline;
import org.sallyport.net.loop.Loop;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.PacketView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket of one loop and what is in flight through it. Loop thread only, except {@link
 * #drain}.
 */
final class RadiusListener extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(RadiusListener.class);

  /** How long a client that missed a reply may still ask for it (RFC 5080 section 2.2.2). */
  private static final long LINGER_MILLIS = 5000;

  private static final long SWEEP_MILLIS = 30_000;
  private static final byte[] NOBODY = new byte[0];

  private final RadiusDoor door;
  private final Loop loop;
  private final MemberPaths paths;
  private final PacketView packet = new PacketView();
  private final Map<FlightKey, Flight> flights = new HashMap<>();
  private final List<MemberSocket> unflushed = new ArrayList<>();
  private final Runnable flushAll = this::flushNow;
  private final Sweep sweep = new Sweep();
  private @Nullable Channel channel;
  private int waiting;
  private boolean draining;
  private boolean flushing;

  RadiusListener(RadiusDoor door, Loop loop) {
    this.door = door;
    this.loop = loop;
    this.paths = new MemberPaths(loop, this);
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
    flights.values().forEach(loop.deadlines()::remove);
    paths.close();
  }

  /** Frees what nobody uses; most of the time there is little. */
  private final class Sweep extends Deadline {
    @Override
    protected void expired() {
      paths.closeIdle();
      loop.deadlines().set(this, SWEEP_MILLIS);
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
    unflushed.forEach(MemberSocket::flush);
    unflushed.clear();
  }

  void flushLater(MemberSocket socket) {
    unflushed.add(socket);
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
    var key = new FlightKey(client, packet.identifier());
    var known = flights.get(key);
    if (known != null && known.isRetransmittedBy(packet)) {
      known.bytesIn += length;
      again(target, known, content);
      return;
    }
    if (known != null) {
      // The client has given the former request up, or it would not use its identifier again.
      over(known);
    }
    begin(target, key, bytes, content);
  }

  private static boolean isCarried(Code code) {
    return code == Code.ACCESS_REQUEST
        || code == Code.ACCOUNTING_REQUEST
        || code == Code.STATUS_SERVER;
  }

  private void begin(RadiusDoor.Target target, FlightKey key, byte[] bytes, ByteBuf content) {
    long now = System.nanoTime();
    var service = target.service();
    var client = key.client().getAddress();
    var conversation = Conversation.of(target.affinities(), service, packet, bytes);
    var flight = new Flight(this, key, service, packet, conversation, userName(service), now);
    flight.bytesIn = content.readableBytes();
    if (!service.filter().isEmpty()
        && service.filter().onConnection(ClientAddress.of(client), now)
            instanceof Verdict.Denied(String rule, _)) {
      service.counters().refused(Refusal.FILTER);
      RadiusLog.refused(service.on(loop), flight, rule);
      return;
    }
    if (service.admit(client) != null) {
      return;
    }
    waiting++;
    flights.put(key, flight);
    var pinned = conversation.member(now);
    place(target, flight, pinned, content);
  }

  private byte[] userName(Service service) {
    if (!service.accessLog().enabled() || !packet.has(AttributeType.USER_NAME)) {
      return NOBODY;
    }
    int at = packet.valueOffset(AttributeType.USER_NAME);
    return Arrays.copyOfRange(loop.scratch(), at, at + packet.valueLength(AttributeType.USER_NAME));
  }

  /** Chooses a member and gives it the request; where none takes it there is silence. */
  private void place(
      RadiusDoor.Target target, Flight flight, @Nullable Member pinned, ByteBuf content) {
    var with = pinned;
    while (true) {
      switch (flight.service.pool().decide(with, flight.tried)) {
        case Decision.Chosen(Member chosen, var why) -> {
          flight.reason = why.text();
          if (give(target, flight, chosen, content)) {
            return;
          }
          flight.tried |= chosen.bit();
          with = null;
        }
        case Decision.Wait(_, _, var why) -> {
          refuse(flight, Refusal.NO_MEMBER, why.text());
          return;
        }
        case Decision.Refused(var why) -> {
          refuse(flight, Refusal.NO_MEMBER, why.text());
          return;
        }
      }
    }
  }

  private boolean give(RadiusDoor.Target target, Flight flight, Member chosen, ByteBuf content) {
    InetAddress source =
        flight.service.settings().radius().source() == Source.PRESERVE
            ? flight.key.client().getAddress()
            : null;
    var path = paths.to(chosen, port(target, flight.code, chosen), source);
    var socket = path == null ? null : path.take(flight.key.identifier());
    if (socket == null) {
      return false;
    }
    flight.sockets().add(socket);
    flight.given = System.nanoTime();
    socket.carry(flight);
    chosen.traffic().requestBegan();
    chosen.traffic().addBytesIn(content.readableBytes());
    socket.send(content.retain());
    flight.conversation.isWith(chosen, flight.given);
    loop.deadlines().set(flight, flight.service.settings().timeouts().response().toMillis());
    return true;
  }

  /** Accounting has a port of its own (RFC 2866 section 1); Status-Server asks about either. */
  private static int port(RadiusDoor.Target target, Code code, Member member) {
    boolean accounting =
        code == Code.ACCOUNTING_REQUEST || (code == Code.STATUS_SERVER && target.accounting());
    return accounting
        ? member.settings().radiusAccountingPort()
        : member.settings().address().port();
  }

  /** A retransmission: to the same member, unless that one is silent or gone. */
  private void again(RadiusDoor.Target target, Flight flight, ByteBuf content) {
    var socket = flight.socket();
    if (socket == null) {
      return;
    }
    var member = socket.member();
    if (flight.answered || (!isSilent(flight, socket) && stays(flight, member))) {
      member.traffic().addBytesIn(content.readableBytes());
      socket.send(content.retain());
      return;
    }
    leave(flight, socket);
    flight.tried |= member.bit();
    switch (flight.service.pool().decide(null, flight.tried)) {
      case Decision.Chosen(Member other, var why) -> {
        flight.reason = why.text();
        flight.retried = true;
        flight.service.counters().retried();
        member.traffic().retried();
        if (!give(target, flight, other, content)) {
          stay(flight, socket, content);
        }
      }
      case Decision.Wait _, Decision.Refused _ -> stay(flight, socket, content);
    }
  }

  private static boolean isSilent(Flight flight, MemberSocket socket) {
    return isOwed(flight) || socket.path().refusedSince(flight.given);
  }

  /** Whether the member has had the request for longer than it may be silent. */
  private static boolean isOwed(Flight flight) {
    return System.nanoTime() - flight.given
        >= flight.service.settings().radius().silence().toNanos();
  }

  private static boolean stays(Flight flight, Member member) {
    return flight.service.pool().decide(member, 0) instanceof Decision.Chosen(Member kept, _)
        && kept.equals(member);
  }

  /** Nobody else takes it: from here on every member may be asked again. */
  private void stay(Flight flight, MemberSocket socket, ByteBuf content) {
    flight.tried = 0;
    flight.given = System.nanoTime();
    socket.member().traffic().requestBegan();
    socket.send(content.retain());
  }

  /** The present member has the request no longer; its reply is taken all the same if it comes. */
  private static void leave(Flight flight, MemberSocket socket) {
    socket.member().traffic().requestEnded();
    if (isOwed(flight) && !socket.path().heardSince(flight.given)) {
      flight.service.signals().silent(socket.member());
    }
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
    flight.service.signals().succeeded(socket.member());
    flight.service.counters().sent(length);
    reply(flight, content);
    if (packet.code() == Code.ACCESS_CHALLENGE) {
      flight.conversation.challenged(socket.member(), packet, bytes, now);
    }
    if (!flight.answered) {
      answered(flight, socket, length, now);
    }
  }

  private void reply(Flight flight, ByteBuf content) {
    var to = channel;
    if (to != null && to.isWritable()) {
      to.write(new DatagramPacket(content.retain(), flight.key.client()), to.voidPromise());
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
    flight.answered = true;
    var present = flight.socket();
    if (present != null) {
      present.member().traffic().requestEnded();
    }
    if (by.equals(present)) {
      by.member().latency().record(now - flight.given);
    }
    flight.conversation.isWith(by.member(), now);
    flight.service.counters().replied(packet.code());
    RadiusLog.answered(flight.service.on(loop), flight, by.member(), packet.code(), length);
    flight.sockets().forEach(socket -> socket.rest(flight));
    loop.deadlines().set(flight, LINGER_MILLIS);
    ended(flight);
  }

  private void ended(Flight flight) {
    flight.service.release(flight.key.client().getAddress());
    waiting--;
    if (draining && waiting == 0 && channel != null) {
      // What was just written leaves before the socket does.
      channel.flush();
      channel.close();
    }
  }

  private void refuse(Flight flight, Refusal refusal, String cause) {
    flight.service.counters().refused(refusal);
    RadiusLog.refused(flight.service.on(loop), flight, cause);
    remove(flight);
    ended(flight);
  }

  /** Nobody answered in time, or a client need no longer ask for a reply again. */
  void expired(Flight flight) {
    if (!flight.answered) {
      flight.service.counters().refused(Refusal.UNREACHABLE);
      RadiusLog.unanswered(flight.service.on(loop), flight);
    }
    over(flight);
  }

  private void over(Flight flight) {
    var socket = flight.socket();
    if (!flight.answered && socket != null) {
      leave(flight, socket);
    }
    remove(flight);
    if (!flight.answered) {
      ended(flight);
    }
  }

  /** An answered request whose place another one needs. */
  void giveUp(@Nullable Flight flight) {
    if (flight != null) {
      remove(flight);
    }
  }

  private void remove(Flight flight) {
    loop.deadlines().remove(flight);
    flights.remove(flight.key, flight);
    flight.sockets().forEach(socket -> socket.free(flight));
  }

  /** Takes no more requests; closes once nothing waits. Any thread. */
  void drain() {
    loop.execute(
        () -> {
          draining = true;
          if (waiting == 0 && channel != null) {
            channel.close();
          }
        });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A client that is gone may be reported here; datagrams of others still come.
    LOG.atDebug().setCause(cause).addKeyValue("event", "radius-receive-failed").log("listener");
  }
}
