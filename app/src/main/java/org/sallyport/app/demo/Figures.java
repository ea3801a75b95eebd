package org.sallyport.app.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Some visits, counted. */
record Figures(List<Visit> visits) {

  int count() {
    return visits.size();
  }

  long failed() {
    return visits.stream().filter(visit -> visit.outcome() instanceof Visit.Failed).count();
  }

  /** Requests whose connection was cut and which were answered, or not, on another one. */
  long reconnected() {
    return visits.stream().filter(Visit::reconnected).count();
  }

  /** The longest time that a visitor was without an answer. */
  Duration gap() {
    Map<String, Long> latest = new HashMap<>();
    long longest = 0;
    for (var visit : visits) {
      if (visit.answer().isPresent()) {
        var before = latest.put(visit.visitor(), visit.endedNanos());
        longest = Math.max(longest, before == null ? 0 : visit.endedNanos() - before);
      }
    }
    return Duration.ofNanos(longest);
  }

  /** Who answered, in the order of the first answer of each. */
  Set<String> servers() {
    var servers = new LinkedHashSet<String>();
    visits.forEach(visit -> visit.answer().ifPresent(answer -> servers.add(answer.server())));
    return servers;
  }

  /** The sessions that requests were counted to. */
  Set<String> sessions() {
    var sessions = new LinkedHashSet<String>();
    visits.forEach(visit -> visit.answer().ifPresent(answer -> sessions.add(answer.session())));
    return sessions;
  }

  /** Whether there are answers and all came from that server. */
  boolean allFrom(String server) {
    return servers().equals(Set.of(server));
  }

  /** Whether the latest answer came from that server. */
  boolean latestFrom(String server) {
    return visits.reversed().stream()
        .flatMap(visit -> visit.answer().stream())
        .findFirst()
        .filter(answer -> answer.server().equals(server))
        .isPresent();
  }
}
