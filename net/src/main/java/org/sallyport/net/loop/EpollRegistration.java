package org.sallyport.net.loop;

import io.netty.channel.Channel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.Native;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Keeps a channel in epoll's set while nothing is asked of it. Netty 4.2.18 takes a channel out
 * when its flags become empty, which they do when the peer ends its side while reading rests, and
 * then fails with ENOENT to change what is not there: the connection would be lost with all that it
 * still has to carry. EPOLLERR is a flag that the kernel reports anyway (epoll_ctl(2)), so asking
 * for it changes nothing but that the flags are never empty.
 */
final class EpollRegistration {
  private static final MethodHandle SET_FLAG = setFlag();

  private EpollRegistration() {}

  /** Called before the channel is registered. */
  static void keep(Channel channel) {
    if (channel instanceof EpollSocketChannel) {
      try {
        SET_FLAG.invoke(channel, Native.EPOLLERR);
      } catch (Throwable e) {
        throw new IllegalStateException("a flag of an unregistered channel is only noted", e);
      }
    }
  }

  private static MethodHandle setFlag() {
    Epoll.ensureAvailability();
    try {
      // Protected in AbstractEpollChannel, whose subclasses are final.
      var owner = EpollSocketChannel.class.getSuperclass().getSuperclass();
      var method = owner.getDeclaredMethod("setFlag", int.class);
      method.setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(method)
          .asType(MethodType.methodType(void.class, Channel.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another Netty than the one this was written for", e);
    }
  }
}
