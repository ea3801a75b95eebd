package org.sallyport.net.loop;

import io.netty.channel.ChannelHandler;

/** Makes what reads the datagrams of a listening address. */
@FunctionalInterface
public interface DatagramHandlers {
  /**
   * Called once for each loop that listens. The system gives all datagrams of one client's address
   * and port to the same loop for as long as the listener stands.
   */
  ChannelHandler on(Loop loop);
}
