package org.sallyport.director.radius;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.Service;
import org.sallyport.net.loop.Deadline;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.PacketView;

/**
 * One request of a client, from its first datagram until its identifier is free again. Keeps where
 * it went, not its octets: a retransmission brings those along. Loop thread only.
 */
final class Flight extends Deadline {
  final FlightKey key;
  final Service service;
  final Code code;
  final Conversation conversation;
  final byte[] userName;
  final long began;
  private final long authenticatorHigh;
  private final long authenticatorLow;
  private final RadiusListener listener;
  private final List<MemberSocket> sockets = new ArrayList<>(1);

  /** When the present member was given the request, in {@link System#nanoTime}. */
  long given;

  String reason = "";
  long tried;
  long bytesIn;
  boolean retried;
  boolean answered;

  Flight(
      RadiusListener listener,
      FlightKey key,
      Service service,
      PacketView packet,
      Conversation conversation,
      byte[] userName,
      long began) {
    this.listener = listener;
    this.key = key;
    this.service = service;
    this.code = packet.code();
    this.conversation = conversation;
    this.userName = userName;
    this.began = began;
    this.authenticatorHigh = packet.authenticatorHigh();
    this.authenticatorLow = packet.authenticatorLow();
  }

  /** Whether the packet, which has the same key, is this very request once more. */
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

  @Override
  protected void expired() {
    listener.expired(this);
  }
}
