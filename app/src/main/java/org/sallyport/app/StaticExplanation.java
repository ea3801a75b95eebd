package org.sallyport.app;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.sallyport.director.pool.Explanation;
import org.sallyport.director.pool.Health;
import org.sallyport.director.pool.PoolSet;
import org.sallyport.director.settings.DirectorSettings;

/** What a file alone says about a new session: every member is taken to be up. */
final class StaticExplanation {
  private StaticExplanation() {}

  /** Empty where the file has no such service, or that service no pool. */
  static Optional<Explanation> of(DirectorSettings director, String service) {
    var settings = Optional.ofNullable(director.services().get(service));
    var pools = new PoolSet(InstantSource.system(), Map.of());
    pools.apply(director.pools());
    return settings
        .map(wanted -> pools.pool(wanted.pool()))
        .map(
            pool -> {
              for (var member : pool.members()) {
                pool.report(member, Health.UP, "taken to be up");
              }
              return pool.explain(null, Optional.empty());
            });
  }
}
