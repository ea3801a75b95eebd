package org.sallyport.director.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.sallyport.director.log.EventLog;

/** How many events of each kind there were. */
final class EventCounts implements Consumer<EventLog.Recorded> {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  @Override
  public void accept(EventLog.Recorded recorded) {
    counts.computeIfAbsent(recorded.event().name(), _ -> new LongAdder()).increment();
  }

  /** The counts by the event's name. */
  Map<String, Long> sums() {
    var sums = new TreeMap<String, Long>();
    counts.forEach((name, count) -> sums.put(name, count.sum()));
    return sums;
  }
}
