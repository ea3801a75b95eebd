package org.sallyport.net.loop;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.unix.UnixChannelOption;

/**
 * What sockets for datagrams are set to. Under epoll a listener reads up to {@link #BATCH}
 * datagrams by one system call (recvmmsg(2)), and what is written before a flush leaves by one
 * (sendmmsg(2)).
 */
final class DatagramOptions {
  /** The longest datagram that is read in full; what is longer is cut. */
  static final int LONGEST = 4096;

  private static final int BATCH = 16;

  /** Replies are spread over many sockets, so that there is rarely a second one to be read. */
  private static final int ONE = 1;

  /** The system takes its own maximum where that is less (socket(7), rmem_max). */
  private static final int KERNEL_BUFFER = 4 * 1024 * 1024;

  private DatagramOptions() {}

  static void ofListener(DatagramChannel socket, Transport transport) {
    socket.config().setAutoRead(false);
    if (transport == Transport.EPOLL) {
      socket.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
    }
    common(socket, transport, transport == Transport.EPOLL ? BATCH : ONE);
  }

  static void ofMember(DatagramChannel socket, Transport transport, boolean transparent) {
    if (transparent) {
      socket.config().setOption(EpollChannelOption.IP_TRANSPARENT, true);
    }
    common(socket, transport, ONE);
  }

  private static void common(DatagramChannel socket, Transport transport, int batch) {
    var config = socket.config();
    config.setAllocator(PooledByteBufAllocator.DEFAULT);
    config.setOption(ChannelOption.SO_RCVBUF, KERNEL_BUFFER);
    var buffers = new FixedRecvByteBufAllocator(batch * LONGEST);
    if (transport == Transport.EPOLL) {
      // One read each time the socket is ready: a second one would mostly find nothing, and what is
      // left makes it ready again.
      buffers.maxMessagesPerRead(1);
    }
    if (batch > ONE) {
      config.setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LONGEST);
    }
    config.setRecvByteBufAllocator(buffers);
  }
}
