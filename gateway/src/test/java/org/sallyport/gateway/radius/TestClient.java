package org.sallyport.gateway.radius;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.RadiusPacketResult;
import org.sallyport.wire.radius.UserPassword;

/** A RADIUS client by hand, with a socket of its own. */
final class TestClient implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Long enough for an answer to arrive that should not. */
  static final Duration A_MOMENT = Duration.ofMillis(400);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  final Secret secret;

  TestClient(InetSocketAddress server, Secret secret) {
    this.server = server;
    this.secret = secret;
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] authenticator() {
    var authenticator = new byte[16];
    RANDOM.nextBytes(authenticator);
    return authenticator;
  }

  /** An Access-Request of a user with a field. */
  RadiusPacket request(String user, String field, Attribute... more) {
    var authenticator = authenticator();
    return RadiusPacketEncoder.request(
        Code.ACCESS_REQUEST,
        RANDOM.nextInt(256),
        authenticator,
        attributes(user, field, authenticator, more),
        secret);
  }

  /** The same without Message-Authenticator. */
  RadiusPacket unsigned(String user, String field, Attribute... more) {
    var authenticator = authenticator();
    return RadiusPacketEncoder.unsigned(
        Code.ACCESS_REQUEST,
        RANDOM.nextInt(256),
        authenticator,
        attributes(user, field, authenticator, more));
  }

  private List<Attribute> attributes(
      String user, String field, byte[] authenticator, Attribute... more) {
    var attributes = new ArrayList<Attribute>();
    attributes.add(Attribute.text(AttributeType.USER_NAME, user));
    attributes.add(UserPassword.hide(Secret.ofText(field), authenticator, secret));
    attributes.addAll(List.of(more));
    return attributes;
  }

  RadiusPacket status() {
    return RadiusPacketEncoder.request(
        Code.STATUS_SERVER, RANDOM.nextInt(256), authenticator(), List.of(), secret);
  }

  void send(RadiusPacket packet) {
    send(packet.toBytes());
  }

  void send(byte[] octets) {
    try {
      socket.send(new DatagramPacket(octets, octets.length, server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<RadiusPacket> receive(Duration patience) {
    try {
      socket.setSoTimeout((int) patience.toMillis());
      var packet = new DatagramPacket(new byte[5000], 5000);
      socket.receive(packet);
      var read = RadiusPacketDecoder.decode(packet.getData(), 0, packet.getLength());
      return Optional.of(((RadiusPacketResult.Decoded) read).packet());
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends once and waits. */
  RadiusPacket ask(RadiusPacket request) {
    send(request);
    return receive(PATIENCE).orElseThrow(() -> new AssertionError("no answer to " + request));
  }

  RadiusPacket login(String user, String field, Attribute... more) {
    return ask(request(user, field, more));
  }

  /** Whether nothing arrives for a moment. */
  boolean silence() {
    return receive(A_MOMENT).isEmpty();
  }

  static Attribute state(RadiusPacket challenge) {
    return challenge.first(AttributeType.STATE).orElseThrow();
  }

  static String message(RadiusPacket reply) {
    return reply.first(AttributeType.REPLY_MESSAGE).map(Attribute::text).orElse("");
  }

  @Override
  public void close() {
    socket.close();
  }
}
