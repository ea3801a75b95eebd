package org.sallyport.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.List;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.RadiusPacketResult.Decoded;

/**
 * Two RADIUS servers on one thread of their own. Logins are accepted with the twenty octets that a
 * reply has at least and nobody verifies, so that the servers cost next to nothing; Status-Server
 * is answered as the standard wants it.
 */
public final class RadiusMembers implements AutoCloseable {
  private static final int STATUS_SERVER = 12;
  private static final int HEADER = 20;

  private final Secret secret;
  private final Selector selector;
  private final List<DatagramChannel> sockets;
  private final Thread thread;

  private RadiusMembers(Secret secret, Selector selector, List<DatagramChannel> sockets) {
    this.secret = secret;
    this.selector = selector;
    this.sockets = sockets;
    this.thread = Thread.ofPlatform().name("radius-members").daemon().unstarted(this::serve);
  }

  /** Starts them. */
  public static RadiusMembers start(Secret secret) throws IOException {
    var selector = Selector.open();
    var members = new RadiusMembers(secret, selector, List.of(bound(selector), bound(selector)));
    members.thread.start();
    return members;
  }

  static DatagramChannel bound(Selector selector) throws IOException {
    var socket = DatagramChannel.open();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.configureBlocking(false);
    socket.register(selector, SelectionKey.OP_READ);
    return socket;
  }

  /** Where they listen on 127.0.0.1. */
  public List<Integer> ports() {
    return sockets.stream().map(socket -> socket.socket().getLocalPort()).toList();
  }

  private void serve() {
    var buffer = ByteBuffer.allocateDirect(4096);
    try {
      while (selector.isOpen()) {
        selector.select(
            key -> {
              try {
                answerAll((DatagramChannel) key.channel(), buffer);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      }
    } catch (IOException | UncheckedIOException | java.nio.channels.ClosedSelectorException e) {
      if (selector.isOpen()) {
        throw new IllegalStateException("the members have ended", e);
      }
    }
  }

  private void answerAll(DatagramChannel socket, ByteBuffer buffer) throws IOException {
    for (var from = socket.receive(buffer.clear());
        from != null;
        from = socket.receive(buffer.clear())) {
      if (buffer.flip().get(0) == STATUS_SERVER) {
        socket.send(status(buffer), from);
      } else {
        buffer.put(0, (byte) Code.ACCESS_ACCEPT.number()).putShort(2, (short) HEADER);
        socket.send(buffer.limit(HEADER), from);
      }
    }
  }

  private ByteBuffer status(ByteBuffer request) {
    var bytes = new byte[request.remaining()];
    request.get(bytes);
    return RadiusPacketDecoder.decode(bytes) instanceof Decoded(var packet)
        ? ByteBuffer.wrap(
            RadiusPacketEncoder.reply(packet, Code.ACCESS_ACCEPT, List.of(), secret).toBytes())
        : ByteBuffer.wrap(Arrays.copyOf(bytes, 0));
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (var socket : sockets) {
      socket.close();
    }
  }
}
