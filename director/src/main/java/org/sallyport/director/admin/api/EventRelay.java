package org.sallyport.director.admin.api;

import java.util.function.Consumer;
import org.sallyport.director.admin.DirectorControl;
import org.sallyport.director.admin.EventView;
import org.sallyport.web.route.Feed;

/**
 * Hands events on to one client, first those that were kept and then each as it happens, without a
 * gap and without one twice: it subscribes before it reads what was kept, and passes over what the
 * client has.
 */
final class EventRelay {
  private final Consumer<Feed.Event> sink;
  private long last = Long.MIN_VALUE;

  EventRelay(Consumer<Feed.Event> sink) {
    this.sink = sink;
  }

  /**
   * Begins.
   *
   * @param after the last event that the client has; {@link Long#MAX_VALUE} where it wants none
   *     that was kept
   */
  synchronized Feed.Subscription from(DirectorControl control, long after) {
    var subscription = control.subscribe(this::deliver);
    if (after != Long.MAX_VALUE) {
      last = after;
      control.eventsAfter(after).forEach(this::deliver);
    }
    return subscription::close;
  }

  private synchronized void deliver(EventView event) {
    if (event.id() > last) {
      last = event.id();
      sink.accept(new Feed.Event(Long.toString(event.id()), "event", event));
    }
  }
}
