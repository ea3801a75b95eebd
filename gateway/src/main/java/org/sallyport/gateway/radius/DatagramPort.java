package org.sallyport.gateway.radius;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.sallyport.wire.radius.RadiusPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP socket and the one thread that receives on it. The receiver hands each datagram on and must
 * not be made to wait. Any thread may send.
 */
final class DatagramPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramPort.class);

  /** Datagrams of a burst wait here while the receiver is on its way back. */
  private static final int RECEIVE_BUFFER = 4 << 20;

  private final DatagramChannel channel;
  private final Thread thread;

  /** Takes a datagram on the receiving thread, which it must not hold up. */
  @FunctionalInterface
  interface Receiver {
    void receive(byte[] octets, InetSocketAddress from, DatagramPort port);
  }

  private DatagramPort(DatagramChannel channel, Receiver receiver, String name) {
    this.channel = channel;
    thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> receive(receiver));
  }

  /**
   * Binds and begins to receive.
   *
   * @throws IOException when the address cannot be had
   */
  static DatagramPort open(InetSocketAddress address, Receiver receiver, String name)
      throws IOException {
    var channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    var port = new DatagramPort(channel, receiver, name);
    port.thread.start();
    return port;
  }

  /** The address with the port that the system chose, where that was asked for. */
  InetSocketAddress address() {
    try {
      return (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException closed) {
      throw new IllegalStateException("the port is closed", closed);
    }
  }

  private void receive(Receiver receiver) {
    // one octet more than a packet can have, so that a longer datagram is not cut to fit
    var buffer = ByteBuffer.allocateDirect(RadiusPacket.MAX_LENGTH + 1);
    while (channel.isOpen()) {
      try {
        buffer.clear();
        var from = (InetSocketAddress) channel.receive(buffer);
        var octets = new byte[buffer.flip().remaining()];
        buffer.get(octets);
        receiver.receive(octets, from, this);
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.atError().addKeyValue("cause", e.toString()).log("datagram-receive-failed");
      }
    }
  }

  /** Sends one datagram; one that cannot be sent is lost, as datagrams are. */
  void send(byte[] octets, InetSocketAddress to) {
    try {
      channel.send(ByteBuffer.wrap(octets), to);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("client", to.getAddress().getHostAddress())
          .addKeyValue("cause", e.toString())
          .log("datagram-send-failed");
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      thread.join();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", e.toString()).log("datagram-close-failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
