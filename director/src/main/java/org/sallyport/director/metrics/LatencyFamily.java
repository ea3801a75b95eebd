package org.sallyport.director.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import org.sallyport.director.pool.LatencySnapshot;

/**
 * Durations of members as histograms. Bounds are powers of two of a microsecond, which recorders
 * tell exactly: from 128 microseconds to 67 seconds. There is no sum: recorders keep none.
 */
final class LatencyFamily {
  private static final int LEAST_EXPONENT = 7;
  private static final int TOP_EXPONENT = 26;

  private final HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder();

  LatencyFamily(String name, String help) {
    snapshot.name(name).help(help);
  }

  void add(LatencySnapshot latency, String... labels) {
    var buckets = ClassicHistogramBuckets.builder();
    long counted = 0;
    for (int exponent = LEAST_EXPONENT; exponent <= TOP_EXPONENT; exponent++) {
      long micros = 1L << exponent;
      long below = latency.below(Duration.ofNanos(micros * 1000));
      buckets.bucket(micros / 1e6, below - counted);
      counted = below;
    }
    buckets.bucket(Double.POSITIVE_INFINITY, latency.count() - counted);
    snapshot.dataPoint(
        HistogramDataPointSnapshot.builder()
            .labels(Labels.of(labels))
            .classicHistogramBuckets(buckets.build())
            .build());
  }

  MetricSnapshot snapshot() {
    return snapshot.build();
  }
}
