package org.sallyport.director.radius;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Decision;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.Reason;
import org.sallyport.director.settings.RadiusSettings.Source;
import org.sallyport.wire.radius.Code;

/**
 * Gives requests to members: the first time to whom the policy chooses, and once more to the same
 * member or, where that one is silent or gone, to another. Loop thread only.
 */
final class Placer {
  private final MemberPaths paths;
  private final FlightTable flights;
  private final List<MemberSocket> unflushed = new ArrayList<>();

  Placer(MemberPaths paths, FlightTable flights) {
    this.paths = paths;
    this.flights = flights;
  }

  /** A socket that has something to send once {@link #flush} is called. */
  void flushLater(MemberSocket socket) {
    unflushed.add(socket);
  }

  /** Sends what was given. */
  void flush() {
    for (int i = 0; i < unflushed.size(); i++) {
      unflushed.get(i).flush();
    }
    unflushed.clear();
  }

  /**
   * Chooses a member and gives it the request.
   *
   * @param pinned the member that knows who asks, or null
   * @return why no member takes it; null where one does
   */
  @Nullable Reason place(Flight flight, @Nullable Member pinned, ByteBuf content, long now) {
    var with = pinned;
    while (true) {
      switch (flight.service().pool().decide(with, flight.tried)) {
        case Decision.Chosen(Member chosen, var why) -> {
          flight.reason = why.text();
          if (give(flight, chosen, content, now)) {
            return null;
          }
          flight.tried |= chosen.bit();
          with = null;
        }
        case Decision.Wait(_, _, var why) -> {
          return why;
        }
        case Decision.Refused(var why) -> {
          return why;
        }
      }
    }
  }

  private boolean give(Flight flight, Member chosen, ByteBuf content, long now) {
    InetAddress source =
        flight.service().settings().radius().source() == Source.PRESERVE
            ? flight.client.getAddress()
            : null;
    var path = paths.to(chosen, port(flight, chosen), source);
    var socket = path == null ? null : path.take(flight.identifier);
    if (socket == null) {
      return false;
    }
    flight.sockets().add(socket);
    flight.given = now;
    socket.carry(flight);
    chosen.traffic().requestBegan();
    chosen.traffic().addBytesIn(content.readableBytes());
    socket.send(content.retain());
    Conversation.isWith(flight, chosen, now);
    flights.waiting().join(flight, now);
    return true;
  }

  /** Accounting has a port of its own (RFC 2866 section 1); Status-Server asks about either. */
  private static int port(Flight flight, Member member) {
    boolean accounting =
        flight.code == Code.ACCOUNTING_REQUEST
            || (flight.code == Code.STATUS_SERVER && flight.target.accounting());
    return accounting
        ? member.settings().radiusAccountingPort()
        : member.settings().address().port();
  }

  /** A retransmission: to the same member, unless that one is silent or gone. */
  void again(Flight flight, ByteBuf content, long now) {
    var socket = flight.socket();
    if (socket == null) {
      return;
    }
    var member = socket.member();
    if (flight.answered || (!isSilent(flight, socket, now) && stays(flight, member))) {
      member.traffic().addBytesIn(content.readableBytes());
      socket.send(content.retain());
      return;
    }
    leave(flight, socket, now);
    flight.tried |= member.bit();
    switch (flight.service().pool().decide(null, flight.tried)) {
      case Decision.Chosen(Member other, var why) -> {
        flight.reason = why.text();
        flight.retried = true;
        flight.service().counters().retried();
        member.traffic().retried();
        if (!give(flight, other, content, now)) {
          stay(flight, socket, content, now);
        }
      }
      case Decision.Wait _, Decision.Refused _ -> stay(flight, socket, content, now);
    }
  }

  private static boolean isSilent(Flight flight, MemberSocket socket, long now) {
    return isOwed(flight, now) || socket.path().refusedSince(flight.given);
  }

  /** Whether the member has had the request for longer than it may be silent. */
  private static boolean isOwed(Flight flight, long now) {
    return now - flight.given >= flight.service().settings().radius().silence().toNanos();
  }

  private static boolean stays(Flight flight, Member member) {
    return flight.service().pool().decide(member, 0) instanceof Decision.Chosen(Member kept, _)
        && kept.equals(member);
  }

  /** Nobody else takes it: from here on every member may be asked again. */
  private static void stay(Flight flight, MemberSocket socket, ByteBuf content, long now) {
    flight.tried = 0;
    flight.given = now;
    socket.member().traffic().requestBegan();
    socket.send(content.retain());
  }

  /** The present member has the request no longer; its reply is taken all the same if it comes. */
  static void leave(Flight flight, MemberSocket socket, long now) {
    socket.member().traffic().requestEnded();
    if (isOwed(flight, now) && !socket.path().heardSince(flight.given)) {
      flight.service().signals().silent(socket.member());
    }
  }
}
