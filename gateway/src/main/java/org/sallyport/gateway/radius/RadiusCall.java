package org.sallyport.gateway.radius;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.net.lookup.HostNames;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.MessageAuthenticator;
import org.sallyport.wire.radius.MessageAuthenticator.Verification;
import org.sallyport.wire.radius.PacketAuthenticator;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.RadiusPacketResult;

/**
 * One Access-Request to one server, sent again while there is no answer (RFC 2865 section 2.5),
 * from a socket and with an identifier of its own. An answer counts only with both authenticators
 * right (CVE-2024-3596); others are passed over as if they had not come. Blocks; for a virtual
 * thread.
 */
final class RadiusCall {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final PasswordServer server;
  private final HostNames names;
  private final Duration timeout;
  private final int attempts;

  RadiusCall(PasswordServer server, HostNames names, Duration timeout, int attempts) {
    this.server = server;
    this.names = names;
    this.timeout = timeout;
    this.attempts = attempts;
  }

  /**
   * The answer, or empty where none came.
   *
   * @param attributes of the request, from its authenticator
   * @throws IOException also where the server's name has no address
   */
  Optional<RadiusPacket> ask(Function<byte[], List<Attribute>> attributes) throws IOException {
    var authenticator = new byte[16];
    RANDOM.nextBytes(authenticator);
    var request =
        RadiusPacketEncoder.request(
            Code.ACCESS_REQUEST,
            RANDOM.nextInt(256),
            authenticator,
            attributes.apply(authenticator),
            server.secret());
    var host = names.find(server.address().host(), timeout.toNanos());
    var address = new InetSocketAddress(host, server.address().port());
    try (var socket = new DatagramSocket()) {
      socket.connect(address);
      return exchange(socket, request);
    }
  }

  private Optional<RadiusPacket> exchange(DatagramSocket socket, RadiusPacket request)
      throws IOException {
    var octets = request.toBytes();
    for (int attempt = 0; attempt < attempts; attempt++) {
      try {
        socket.send(new DatagramPacket(octets, octets.length));
        var reply = await(socket, request);
        if (reply.isPresent()) {
          return reply;
        }
      } catch (PortUnreachableException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Optional<RadiusPacket> await(DatagramSocket socket, RadiusPacket request)
      throws IOException {
    long until = System.nanoTime() + timeout.toNanos();
    var packet = new DatagramPacket(new byte[RadiusPacket.MAX_LENGTH], RadiusPacket.MAX_LENGTH);
    while (true) {
      long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
      if (left <= 0) {
        return Optional.empty();
      }
      socket.setSoTimeout((int) left);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      }
      var reply =
          RadiusPacketDecoder.decode(packet.getData(), packet.getOffset(), packet.getLength());
      if (reply instanceof RadiusPacketResult.Decoded(var answer) && proven(answer, request)) {
        return Optional.of(answer);
      }
    }
  }

  private boolean proven(RadiusPacket answer, RadiusPacket request) {
    var authenticator = request.authenticator();
    return answer.identifier() == request.identifier()
        && PacketAuthenticator.verifyReply(answer, authenticator, server.secret())
        && MessageAuthenticator.verifyReply(answer, authenticator, server.secret())
            == Verification.VALID;
  }
}
