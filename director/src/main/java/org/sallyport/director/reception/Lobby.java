package org.sallyport.director.reception;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.service.Refusal;

/**
 * The connections to one listening address that have not said yet what they want, together and by
 * address. They count against no service: so that one address cannot keep all others out by saying
 * nothing, it has a share of its own. Any thread; connections that come at the same moment may
 * exceed a limit by as many.
 */
final class Lobby {
  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentHashMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

  /**
   * Why one more is refused, or null.
   *
   * @param from where it comes from; null for a source that speaks for many
   */
  @Nullable Refusal refuses(@Nullable InetAddress from, Directory directory) {
    if (all.get() >= directory.limit()) {
      return Refusal.CONNECTIONS;
    }
    return from != null && byAddress.getOrDefault(from, 0) >= directory.limitByAddress()
        ? Refusal.ADDRESS_CONNECTIONS
        : null;
  }

  void enter(@Nullable InetAddress from) {
    all.incrementAndGet();
    if (from != null) {
      byAddress.merge(from, 1, Integer::sum);
    }
  }

  void leave(@Nullable InetAddress from) {
    all.decrementAndGet();
    if (from != null) {
      byAddress.computeIfPresent(from, (_, count) -> count == 1 ? null : count - 1);
    }
  }
}
