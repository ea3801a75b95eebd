package org.sallyport.director.radius;

import io.netty.channel.ChannelHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.service.Service;
import org.sallyport.net.loop.DatagramHandlers;
import org.sallyport.net.loop.Loop;

/**
 * An address that RADIUS requests come to. A reload swaps the service; requests in flight go on
 * with the one that took them. Any thread.
 */
public final class RadiusDoor implements DatagramHandlers {
  private final List<RadiusListener> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable Target target;

  /** Who takes the requests, and whether Status-Server asks its accounting port. */
  record Target(Service service, Affinities affinities, boolean accounting) {}

  /** A door that leads nowhere yet. */
  public RadiusDoor() {}

  /**
   * Gives requests that come from now on to {@code service}.
   *
   * @param affinities of the service, whatever its settings
   * @param accounting whether the address is not the first that the service listens on: there
   *     Status-Server asks about accounting (RFC 5997 section 4.2)
   */
  public void lead(Service service, Affinities affinities, boolean accounting) {
    target = new Target(service, affinities, accounting);
  }

  @Nullable Target target() {
    return target;
  }

  @Override
  public ChannelHandler on(Loop loop) {
    var listener = new RadiusListener(this, loop);
    listeners.add(listener);
    return listener;
  }

  /** Takes no more requests and closes its sockets once those in flight are answered or over. */
  public void drain() {
    target = null;
    listeners.forEach(RadiusListener::drain);
  }
}
