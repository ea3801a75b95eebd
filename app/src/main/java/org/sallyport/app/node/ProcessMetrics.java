package org.sallyport.app.node;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a process measures of itself, whatever its roles are. The registry is made by the first
 * scrape, as it costs a tenth of a second that a start has no time for. Any thread.
 */
final class ProcessMetrics implements AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final JvmGcMetrics collections = new JvmGcMetrics();
  private @Nullable PrometheusMeterRegistry registry;

  /** All of them in the text format 0.0.4. */
  String scrape() {
    return registry().scrape(TEXT);
  }

  private synchronized PrometheusMeterRegistry registry() {
    var made = registry;
    if (made == null) {
      made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      for (var binder :
          List.<MeterBinder>of(
              collections,
              new JvmMemoryMetrics(),
              new JvmThreadMetrics(),
              new ProcessorMetrics(),
              new FileDescriptorMetrics(),
              new UptimeMetrics())) {
        binder.bindTo(made);
      }
      registry = made;
    }
    return made;
  }

  @Override
  public synchronized void close() {
    collections.close();
    if (registry != null) {
      registry.close();
    }
  }
}
