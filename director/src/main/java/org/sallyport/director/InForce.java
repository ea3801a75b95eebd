package org.sallyport.director;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.sallyport.director.log.AccessLog;
import org.sallyport.director.service.Service;
import org.sallyport.director.settings.DirectorSettings;

/**
 * What a reload replaces at once: the configuration, the services that run under it and the access
 * log that they write.
 *
 * @param settings empty before the first configuration
 * @param services by name, in the order of the configuration
 */
record InForce(
    Optional<DirectorSettings> settings,
    SequencedMap<String, RunningService> services,
    AccessLog accessLog) {
  static final InForce NOTHING =
      new InForce(Optional.empty(), new LinkedHashMap<>(), AccessLog.NONE);

  InForce {
    services = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(services));
  }

  Optional<RunningService> running(String name) {
    return Optional.ofNullable(services.get(name));
  }

  /** All that run, in order. */
  List<RunningService> running() {
    return List.copyOf(services.values());
  }

  List<Service> all() {
    return services.values().stream().map(RunningService::service).toList();
  }

  /** A service's settings of a configuration whose references are known to lead somewhere. */
  static <T> T named(Map<String, T> all, String name) {
    return Optional.ofNullable(all.get(name)).orElseThrow();
  }
}
