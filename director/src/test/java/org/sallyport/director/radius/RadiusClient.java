package org.sallyport.director.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.RadiusPacketResult.Decoded;

/** A RADIUS client with one port. */
final class RadiusClient implements AutoCloseable {
  private static final Random RANDOM = new Random(2865);

  private final DatagramSocket socket;
  private final InetSocketAddress server;

  RadiusClient(InetSocketAddress server) throws IOException {
    this(server, InetAddress.getLoopbackAddress());
  }

  RadiusClient(InetSocketAddress server, InetAddress from) throws IOException {
    this.server = server;
    socket = new DatagramSocket(0, from);
  }

  /** A login of somebody, from nowhere. */
  static RadiusPacket login(int identifier, String user, Attribute... more) {
    var attributes = new ArrayList<Attribute>();
    attributes.add(Attribute.text(AttributeType.USER_NAME, user));
    attributes.addAll(List.of(more));
    return RadiusPacketEncoder.request(
        Code.ACCESS_REQUEST, identifier, random(), attributes, ScriptedMember.SECRET);
  }

  static byte[] random() {
    var authenticator = new byte[16];
    RANDOM.nextBytes(authenticator);
    return authenticator;
  }

  int port() {
    return socket.getLocalPort();
  }

  void send(RadiusPacket packet) throws IOException {
    send(packet.toBytes());
  }

  void send(byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, server));
  }

  /** The next datagram, which must come within twenty seconds. */
  byte[] receive() throws IOException {
    var buffer = new DatagramPacket(new byte[5000], 5000);
    socket.setSoTimeout(20_000);
    socket.receive(buffer);
    assertThat(buffer.getSocketAddress()).isEqualTo(server);
    return Arrays.copyOf(buffer.getData(), buffer.getLength());
  }

  RadiusPacket reply() throws IOException {
    return ((Decoded) RadiusPacketDecoder.decode(receive())).packet();
  }

  RadiusPacket ask(RadiusPacket request) throws IOException {
    send(request);
    return reply();
  }

  /** Nothing comes for a while. */
  void hearsNothing() throws IOException {
    socket.setSoTimeout(300);
    var buffer = new DatagramPacket(new byte[5000], 5000);
    assertThatThrownBy(() -> socket.receive(buffer)).isInstanceOf(SocketTimeoutException.class);
  }

  @Override
  public void close() {
    socket.close();
  }
}
