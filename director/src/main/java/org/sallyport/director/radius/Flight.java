package org.sallyport.director.radius;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.Service;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.PacketView;

/**
 * One request of a client, from its first datagram until its identifier is free again. Keeps where
 * it went, not its octets: a retransmission brings those along. The object belongs to its {@link
 * FlightTable}, which lets it stand for other requests later: whoever has one forgets it once it is
 * over. Loop thread only.
 */
final class Flight {
  private static final byte[] NOBODY = {};

  private final List<MemberSocket> sockets = new ArrayList<>(1);

  RadiusDoor.Target target;
  InetSocketAddress client;
  int identifier;
  Code code = Code.ACCESS_REQUEST;
  byte[] userName = NOBODY;

  /** Hashes of what the request is recognised by; see {@link Conversation}. */
  long state;

  long person;

  /** When it came and when the present member was given it, in {@link System#nanoTime}. */
  long began;

  long given;

  String reason = "";
  long tried;
  long bytesIn;
  boolean retried;
  boolean answered;

  private long authenticatorHigh;
  private long authenticatorLow;

  // Of the table.
  int hash;
  @Nullable Flight inBucket;
  @Nullable FlightQueue queue;
  @Nullable Flight earlier;
  @Nullable Flight later;

  /** When it joined its queue. */
  long since;

  Flight(RadiusDoor.Target target, InetSocketAddress client) {
    this.target = target;
    this.client = client;
  }

  /** Stands for a request from now on; the packet's identifier is the table's business. */
  void begin(RadiusDoor.Target taker, PacketView packet, int length, long now) {
    target = taker;
    code = packet.code();
    userName = NOBODY;
    began = now;
    given = now;
    reason = "";
    tried = 0;
    bytesIn = length;
    retried = false;
    answered = false;
    authenticatorHigh = packet.authenticatorHigh();
    authenticatorLow = packet.authenticatorLow();
    sockets.clear();
  }

  Service service() {
    return target.service();
  }

  /** Whether the packet, which has the same client and identifier, is this very request again. */
  boolean isRetransmittedBy(PacketView packet) {
    return authenticatorHigh == packet.authenticatorHigh()
        && authenticatorLow == packet.authenticatorLow()
        && code == packet.code();
  }

  /** The socket that the present member has it from, or null before there is one. */
  @Nullable MemberSocket socket() {
    return sockets.isEmpty() ? null : sockets.getLast();
  }

  /** The member that has it, or null before there is one. */
  @Nullable Member member() {
    var socket = socket();
    return socket == null ? null : socket.member();
  }

  /** Every socket that it went out of: the first reply of any is taken. */
  List<MemberSocket> sockets() {
    return sockets;
  }

  /** Whether a reply of that code answers it (RFC 2865 section 4, RFC 5997 section 4). */
  boolean isAnsweredBy(Code reply) {
    return switch (reply) {
      case ACCESS_ACCEPT -> code != Code.ACCOUNTING_REQUEST;
      case ACCESS_REJECT, ACCESS_CHALLENGE -> code == Code.ACCESS_REQUEST;
      case ACCOUNTING_RESPONSE -> code != Code.ACCESS_REQUEST;
      case PROTOCOL_ERROR -> true;
      case ACCESS_REQUEST, ACCOUNTING_REQUEST, STATUS_SERVER, STATUS_CLIENT -> false;
      case DISCONNECT_REQUEST, DISCONNECT_ACK, DISCONNECT_NAK -> false;
      case COA_REQUEST, COA_ACK, COA_NAK -> false;
    };
  }
}
