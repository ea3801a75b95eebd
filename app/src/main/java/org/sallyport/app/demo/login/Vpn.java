package org.sallyport.app.demo.login;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
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
    int first = preferred.get();
    for (int i = 0; i < gateways.size(); i++) {
      int asked = (first + i) % gateways.size();
      var reply = ask(gateways.get(asked), user, password);
      if (reply.isPresent()) {
        preferred.set(asked);
        return reply.get() == Code.ACCESS_ACCEPT ? Reply.ACCEPTED : Reply.REFUSED;
      }
    }
    return Reply.SILENCE;
  }

  /** Which gateway is asked first, from 0. */
  int preferred() {
    return preferred.get();
  }

  private Optional<Code> ask(InetSocketAddress gateway, String user, String password)
      throws IOException {
    var request = request(user, password);
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

  private RadiusPacket request(String user, String password) {
    var authenticator = new byte[16];
    random.nextBytes(authenticator);
    return RadiusPacketEncoder.request(
        Code.ACCESS_REQUEST,
        identifiers.incrementAndGet() & 0xff,
        authenticator,
        List.of(
            Attribute.text(AttributeType.USER_NAME, user),
            UserPassword.hide(Secret.ofText(password), authenticator, secret),
            Attribute.text(AttributeType.NAS_IDENTIFIER, "demo-vpn")),
        secret);
  }

  /** The code of the reply; a datagram that proves nothing counts as none. */
  private Optional<Code> receive(DatagramSocket socket, RadiusPacket request) throws IOException {
    var room = new byte[RadiusPacket.MAX_LENGTH];
    var datagram = new DatagramPacket(room, room.length);
    try {
      socket.receive(datagram);
    } catch (SocketTimeoutException silent) {
      return Optional.empty();
    }
    return switch (RadiusPacketDecoder.decode(Arrays.copyOf(room, datagram.getLength()))) {
      case RadiusPacketResult.Decoded(var reply) when isOf(reply, request) ->
          Optional.of(reply.code());
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
