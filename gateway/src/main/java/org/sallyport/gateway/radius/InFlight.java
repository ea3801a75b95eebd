package org.sallyport.gateway.radius;

import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.gateway.settings.LimitSettings;

/** How many requests are in hand, all together and by address. Safe for use by several threads. */
final class InFlight {
  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

  /** Counts one more, or says why there may not be. */
  Optional<Refusal> enter(InetAddress client, LimitSettings limits) {
    if (all.incrementAndGet() > limits.inFlight()) {
      all.decrementAndGet();
      return Optional.of(Refusal.OVERLOAD);
    }
    if (byAddress.merge(client, 1, Integer::sum) > limits.inFlightPerClient()) {
      leave(client);
      return Optional.of(Refusal.CLIENT_OVERLOAD);
    }
    return Optional.empty();
  }

  void leave(InetAddress client) {
    byAddress.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
    all.decrementAndGet();
  }

  int count() {
    return all.get();
  }
}
