package org.sallyport.director.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;

/** Reads all sources anew at each scrape. */
final class DirectorCollector implements MultiCollector {
  private final Metrics.Sources sources;
  private final EventCounts events;

  DirectorCollector(Metrics.Sources sources, EventCounts events) {
    this.sources = sources;
    this.events = events;
  }

  @Override
  public MetricSnapshots collect() {
    var snapshots = new ArrayList<MetricSnapshot>();
    new MemberFamilies(sources.pools(), sources.health()).collect(snapshots);
    new ServiceFamilies(sources.services().get()).collect(snapshots);
    collectRest(snapshots);
    return new MetricSnapshots(snapshots);
  }

  private void collectRest(List<MetricSnapshot> snapshots) {
    var entries = Family.gauge("sallyport_persistence_entries", "Sessions in the table");
    entries.add(sources.persistenceEntries().getAsInt());
    snapshots.add(entries.snapshot());
    var dropped =
        Family.counter("sallyport_access_lines_dropped", "Lines that the access log lost");
    dropped.add(sources.accessLinesDropped().getAsLong());
    snapshots.add(dropped.snapshot());
    var counts = Family.counter("sallyport_events", "Entries of the event log");
    events.sums().forEach((name, count) -> counts.add(count, "event", name));
    snapshots.add(counts.snapshot());
  }
}
