package org.sallyport.net.loop;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** How the operating system is asked about sockets. */
public enum Transport {
  /** Linux's epoll through Netty's native part. */
  EPOLL {
    @Override
    IoHandlerFactory ioHandler() {
      return EpollIoHandler.newFactory();
    }

    @Override
    ServerChannel listener() {
      return new EpollServerSocketChannel();
    }

    @Override
    SocketChannel connection(@Nullable InetAddress peer) {
      // A socket of both families maps each IPv4 address, and needs one more system call.
      return peer instanceof Inet4Address
          ? new EpollSocketChannel(SocketProtocolFamily.INET)
          : new EpollSocketChannel();
    }

    @Override
    DatagramChannel datagrams(InetAddress address) {
      return new EpollDatagramChannel(family(address));
    }
  },

  /** The JDK's selector, where the native part is missing. */
  NIO {
    @Override
    IoHandlerFactory ioHandler() {
      return NioIoHandler.newFactory();
    }

    @Override
    ServerChannel listener() {
      return new NioServerSocketChannel();
    }

    @Override
    SocketChannel connection(@Nullable InetAddress peer) {
      return new NioSocketChannel();
    }

    @Override
    DatagramChannel datagrams(InetAddress address) {
      return new NioDatagramChannel(family(address));
    }
  };

  /** Epoll where it loads, else NIO. */
  public static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  abstract IoHandlerFactory ioHandler();

  abstract ServerChannel listener();

  /** A connection that is not open yet and can be opened to {@code peer}. */
  abstract SocketChannel connection(@Nullable InetAddress peer);

  /** A socket for datagrams, of the address's family, that is not bound yet. */
  abstract DatagramChannel datagrams(InetAddress address);

  private static SocketProtocolFamily family(InetAddress address) {
    return address instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
  }
}
