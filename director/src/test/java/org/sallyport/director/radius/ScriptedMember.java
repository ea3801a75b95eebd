package org.sallyport.director.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.RadiusPacketResult.Decoded;

/** A RADIUS server on loopback that answers as it is told. Status-Server is always accepted. */
final class ScriptedMember implements AutoCloseable {
  static final Secret SECRET = Secret.ofText("a shared secret");

  private final DatagramSocket authentication;
  private final DatagramSocket accounting;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Function<RadiusPacket, Optional<RadiusPacket>> script;

  /**
   * A datagram that is not a Status-Server of a health check.
   *
   * @param octets all of it in hexadecimal
   */
  record Received(String octets, RadiusPacket packet, InetSocketAddress from, boolean accounting) {}

  private ScriptedMember(Function<RadiusPacket, Optional<RadiusPacket>> script)
      throws SocketException {
    this.script = script;
    authentication = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    accounting = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(authentication));
    Thread.ofVirtual().start(() -> serve(accounting));
  }

  /** One that accepts everybody. */
  static ScriptedMember accepting() throws SocketException {
    return new ScriptedMember(request -> Optional.of(accept(request)));
  }

  /** One that never answers a login. */
  static ScriptedMember silent() throws SocketException {
    return new ScriptedMember(_ -> Optional.empty());
  }

  static RadiusPacket accept(RadiusPacket request, Attribute... attributes) {
    return reply(
        request,
        request.code() == Code.ACCOUNTING_REQUEST ? Code.ACCOUNTING_RESPONSE : Code.ACCESS_ACCEPT,
        attributes);
  }

  static RadiusPacket reply(RadiusPacket request, Code code, Attribute... attributes) {
    return RadiusPacketEncoder.reply(request, code, List.of(attributes), SECRET);
  }

  /** Answers otherwise from now on. */
  void script(Function<RadiusPacket, Optional<RadiusPacket>> changed) {
    script = changed;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) authentication.getLocalSocketAddress();
  }

  int accountingPort() {
    return accounting.getLocalPort();
  }

  /** What has come, health checks apart. */
  List<Received> received() {
    return received;
  }

  /** Sends a datagram to whoever sent that one, from the port for authentication. */
  void send(RadiusPacket reply, InetSocketAddress to) {
    send(authentication, reply.toBytes(), to);
  }

  private void serve(DatagramSocket socket) {
    var buffer = new DatagramPacket(new byte[5000], 5000);
    while (!socket.isClosed()) {
      try {
        socket.receive(buffer);
      } catch (IOException closed) {
        return;
      }
      take(socket, buffer);
    }
  }

  private void take(DatagramSocket socket, DatagramPacket datagram) {
    var bytes = Arrays.copyOf(datagram.getData(), datagram.getLength());
    var from = (InetSocketAddress) datagram.getSocketAddress();
    var result = RadiusPacketDecoder.decode(bytes);
    assertThat(result).isInstanceOf(Decoded.class);
    var packet = ((Decoded) result).packet();
    boolean check =
        packet.code() == Code.STATUS_SERVER
            && packet.first(AttributeType.NAS_IDENTIFIER).isPresent();
    if (check) {
      send(socket, accept(packet).toBytes(), from);
      return;
    }
    received.add(
        new Received(HexFormat.of().formatHex(bytes), packet, from, socket.equals(accounting)));
    script.apply(packet).ifPresent(reply -> send(socket, reply.toBytes(), from));
  }

  private static void send(DatagramSocket socket, byte[] bytes, InetSocketAddress to) {
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    authentication.close();
    accounting.close();
  }
}
