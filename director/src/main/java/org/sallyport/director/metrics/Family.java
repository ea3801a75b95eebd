package org.sallyport.director.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values of one name under several labels. What has the same labels is added up. */
final class Family {
  private final String name;
  private final String help;
  private final boolean counter;
  private final Map<Labels, Double> values = new LinkedHashMap<>();

  private Family(String name, String help, boolean counter) {
    this.name = name;
    this.help = help;
    this.counter = counter;
  }

  /** A family that only grows; the text format adds {@code _total} to its name. */
  static Family counter(String name, String help) {
    return new Family(name, help, true);
  }

  /** A family that goes up and down. */
  static Family gauge(String name, String help) {
    return new Family(name, help, false);
  }

  /** Adds a value under labels given as names and values in turn. */
  void add(double value, String... labels) {
    values.merge(Labels.of(labels), value, Double::sum);
  }

  /** The same for a count; the format knows no whole numbers. */
  void add(long count, String... labels) {
    add((double) count, labels);
  }

  MetricSnapshot snapshot() {
    return counter ? counters() : gauges();
  }

  private CounterSnapshot counters() {
    var snapshot = CounterSnapshot.builder().name(name).help(help);
    values.forEach(
        (labels, value) ->
            snapshot.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
    return snapshot.build();
  }

  private GaugeSnapshot gauges() {
    var snapshot = GaugeSnapshot.builder().name(name).help(help);
    values.forEach(
        (labels, value) ->
            snapshot.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
    return snapshot.build();
  }
}
