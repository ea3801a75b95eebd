package org.sallyport.director.radius;

import org.jspecify.annotations.Nullable;

/** Flights in the order in which they joined; a flight is in one queue at most. */
final class FlightQueue {
  private @Nullable Flight first;
  private @Nullable Flight last;
  private int size;

  /** The one that joined before all others, or null. */
  @Nullable Flight first() {
    return first;
  }

  int size() {
    return size;
  }

  /** Puts a flight at the end, out of the queue where it has been. */
  void join(Flight flight, long now) {
    leave(flight);
    flight.queue = this;
    flight.since = now;
    flight.earlier = last;
    if (last == null) {
      first = flight;
    } else {
      last.later = flight;
    }
    last = flight;
    size++;
  }

  /** Takes a flight out of whatever queue it is in. */
  static void leave(Flight flight) {
    var queue = flight.queue;
    if (queue == null) {
      return;
    }
    var earlier = flight.earlier;
    var later = flight.later;
    if (earlier == null) {
      queue.first = later;
    } else {
      earlier.later = later;
    }
    if (later == null) {
      queue.last = earlier;
    } else {
      later.earlier = earlier;
    }
    queue.size--;
    flight.queue = null;
    flight.earlier = null;
    flight.later = null;
  }
}
