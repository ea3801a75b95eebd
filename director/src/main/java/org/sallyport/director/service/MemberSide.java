package org.sallyport.director.service;

import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Cut;

/**
 * The handler of a connection to a member, as its {@link Lane} sees it. All calls are made on the
 * lane's loop.
 */
public abstract class MemberSide extends ChannelInboundHandlerAdapter {
  @Nullable MemberSide previous;
  @Nullable MemberSide next;
  boolean live;

  /** The member takes it no longer: ends the connection as the service's settings say. */
  public abstract void cut(Cut cut);
}
