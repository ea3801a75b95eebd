package org.sallyport.encryption.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.web.route.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often one client may do something at this node: so often a minute, and ten minutes' worth at
 * once for who was away for long. The {@value #MOST} clients that asked last are remembered. Safe
 * for use by several threads.
 */
final class ClientRate {
  /** Clients that are remembered: some 10 MB at most. */
  private static final int MOST = 65_536;

  private static final int BURST_MINUTES = 10;
  private static final double MILLIS_PER_MINUTE = 60_000;
  private static final Logger LOG = LoggerFactory.getLogger(ClientRate.class);

  private final String what;
  private final int perMinute;
  private final InstantSource clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST;
        }
      };

  /** What a client has left; and whether it was told that it has nothing. */
  private record Bucket(double left, Instant at, boolean told) {}

  /**
   * A rate.
   *
   * @param what is counted, for the log
   */
  ClientRate(String what, int perMinute, InstantSource clock) {
    this.what = what;
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /** Counts one; the problem with which it is turned away, if it is one too many. */
  Optional<Problem> refusal(String client) {
    var now = clock.instant();
    Bucket bucket;
    synchronized (buckets) {
      bucket = filled(buckets.get(client), now);
      if (bucket.left() >= 1) {
        buckets.put(client, new Bucket(bucket.left() - 1, now, false));
        return Optional.empty();
      }
      buckets.put(client, new Bucket(bucket.left(), now, true));
    }
    if (!bucket.told()) {
      LOG.atWarn().addKeyValue("client", client).addKeyValue("what", what).log("client-slowed");
    }
    double wait = (1 - bucket.left()) * MILLIS_PER_MINUTE / perMinute;
    return Optional.of(ClientProblems.tooFast(Duration.ofMillis((long) wait)));
  }

  private Bucket filled(@Nullable Bucket bucket, Instant now) {
    double burst = (double) perMinute * BURST_MINUTES;
    if (bucket == null) {
      return new Bucket(burst, now, false);
    }
    double more =
        Math.max(0, Duration.between(bucket.at(), now).toMillis()) * perMinute / MILLIS_PER_MINUTE;
    return new Bucket(Math.min(burst, bucket.left() + more), now, bucket.told());
  }
}
