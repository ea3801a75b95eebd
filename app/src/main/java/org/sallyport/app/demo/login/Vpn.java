package org.sallyport.app.demo.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.MessageAuthenticator;
import org.sallyport.wire.radius.PacketAuthenticator;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.RadiusPacketResult;
import org.sallyport.wire.radius.UserPassword;

/**
 * A VPN as its gateways see it: it sends a request, sends the same again when it hears nothing (RFC
 * 5080 section 2.2.1), and then turns to the other gateway, which it asks first from then on. Any
 * thread; a login blocks.
 */
final class Vpn {
  private static final int ANSWER_MILLIS = 1000;
  private static final int SENDINGS = 3;

  private final List<InetSocketAddress> gateways;
  private final Secret secret;
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger identifiers = new AtomicInteger();
  private final AtomicInteger preferred = new AtomicInteger();

  Vpn(List<InetSocketAddress> gateways, Secret secret) {
    this.gateways = List.copyOf(gateways);
    this.secret = secret;
  }

  /** Logs somebody in. */
  Reply login(String user, String password) throws IOException {
    return reply(ask(preferred.get(), user, password));
  }

  private static Reply reply(Optional<RadiusPacket> answer) {
    return answer
        .map(packet -> packet.code() == Code.ACCESS_ACCEPT ? Reply.ACCEPTED : Reply.REFUSED)
        .orElse(Reply.SILENCE);
  }

  /**
   * What the VPN shows while a device asks somebody.
   *
   * @param number what the person must enter there
   */
  record Shown(String number, Attribute state) {}

  /** Begins a login with a push; empty where no challenge came. */
  Optional<Shown> begin(String user, String password) throws IOException {
    return ask(preferred.get(), user, password)
        .filter(packet -> packet.code() == Code.ACCESS_CHALLENGE)
        .flatMap(Vpn::shown);
  }

  private static Optional<Shown> shown(RadiusPacket challenge) {
    var state = challenge.first(AttributeType.STATE);
    var message = challenge.first(AttributeType.REPLY_MESSAGE);
    if (state.isEmpty() || message.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Shown(message.get().text().replaceAll("[^0-9]", ""), state.get()));
  }

  /** Ends that login, at the other gateway: what it must know travels in State. */
  Reply end(String user, Shown shown) throws IOException {
    return reply(ask(preferred.get() + 1, user, "", shown.state()));
  }

  /** Asks a gateway, and the next where that says nothing. */
  private Optional<RadiusPacket> ask(int first, String user, String password, Attribute... more)
      throws IOException {
    for (int i = 0; i < gateways.size(); i++) {
      int asked = (first + i) % gateways.size();
      var reply = exchange(gateways.get(asked), request(user, password, more));
      if (reply.isPresent()) {
        preferred.set(asked);
        return reply;
      }
    }
    return Optional.empty();
  }

  /** Which gateway is asked first, from 0. */
  int preferred() {
    return preferred.get();
  }

  private Optional<RadiusPacket> exchange(InetSocketAddress gateway, RadiusPacket request)
      throws IOException {
    var datagram = request.toBytes();
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(ANSWER_MILLIS);
      for (int sending = 0; sending < SENDINGS; sending++) {
        socket.send(new DatagramPacket(datagram, datagram.length, gateway));
        var reply = receive(socket, request);
        if (reply.isPresent()) {
          return reply;
        }
      }
    }
    return Optional.empty();
  }

  private RadiusPacket request(String user, String password, Attribute... more) {
    var authenticator = new byte[16];
    random.nextBytes(authenticator);
    var attributes =
        new ArrayList<>(
            List.of(
                Attribute.text(AttributeType.USER_NAME, user),
                UserPassword.hide(Secret.ofText(password), authenticator, secret),
                Attribute.text(AttributeType.NAS_IDENTIFIER, "demo-vpn")));
    attributes.addAll(List.of(more));
    return RadiusPacketEncoder.request(
        Code.ACCESS_REQUEST,
        identifiers.incrementAndGet() & 0xff,
        authenticator,
        attributes,
        secret);
  }

  /** The reply; a datagram that proves nothing counts as none. */
  private Optional<RadiusPacket> receive(DatagramSocket socket, RadiusPacket request)
      throws IOException {
    var room = new byte[RadiusPacket.MAX_LENGTH];
    var datagram = new DatagramPacket(room, room.length);
    try {
      socket.receive(datagram);
    } catch (SocketTimeoutException silent) {
      return Optional.empty();
    }
    return switch (RadiusPacketDecoder.decode(Arrays.copyOf(room, datagram.getLength()))) {
      case RadiusPacketResult.Decoded(var reply) when isOf(reply, request) -> Optional.of(reply);
      case RadiusPacketResult.Decoded _, RadiusPacketResult.Malformed _ -> Optional.empty();
    };
  }

  private boolean isOf(RadiusPacket reply, RadiusPacket request) {
    var authenticator = request.authenticator();
    return reply.identifier() == request.identifier()
        && PacketAuthenticator.verifyReply(reply, authenticator, secret)
        && MessageAuthenticator.isFirst(reply)
        && MessageAuthenticator.verifyReply(reply, authenticator, secret)
            == MessageAuthenticator.Verification.VALID;
  }
}
