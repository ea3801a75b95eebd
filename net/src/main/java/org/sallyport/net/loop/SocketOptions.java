package org.sallyport.net.loop;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;

/** What every connection is set to, towards clients and members alike. */
final class SocketOptions {
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  private SocketOptions() {}

  /** Called before the connection is registered with its loop. */
  static void ofConnection(SocketChannel connection) {
    var config = connection.config();
    EpollRegistration.keep(connection);
    config.setAllocator(PooledByteBufAllocator.DEFAULT);
    config.setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(512, 2048, 128 * 1024));
    config.setWriteBufferWaterMark(WATER_MARK);
    // TCP_NODELAY is Netty's default, and asking again would be another system call.
    // Each direction of a relayed connection ends on its own (RFC 9293 section 3.6).
    config.setAllowHalfClosure(true);
    config.setAutoClose(false);
    // Deadlines are the wheel's: Netty would allocate a task for each connection.
    config.setConnectTimeoutMillis(0);
  }
}
