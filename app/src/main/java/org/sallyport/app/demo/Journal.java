package org.sallyport.app.demo;

import java.util.ArrayDeque;
import java.util.List;

/** What all visitors saw, the last hundred thousand requests of it. Any thread. */
final class Journal {
  private static final int KEPT = 100_000;

  private final ArrayDeque<Visit> visits = new ArrayDeque<>();
  private long total;
  private long failed;

  synchronized void add(Visit visit) {
    if (visits.size() == KEPT) {
      visits.removeFirst();
    }
    visits.addLast(visit);
    total++;
    failed += visit.outcome() instanceof Visit.Failed ? 1 : 0;
  }

  /** What ended after that moment, of visitors whose name begins so. */
  synchronized Figures since(long nanos, String visitor) {
    return new Figures(
        visits.stream()
            .filter(visit -> visit.endedNanos() - nanos > 0 && visit.visitor().startsWith(visitor))
            .toList());
  }

  /** Everything that ended after that moment. */
  Figures since(long nanos) {
    return since(nanos, "");
  }

  /** Requests since the beginning. */
  synchronized long total() {
    return total;
  }

  /** Those that failed. */
  synchronized long failed() {
    return failed;
  }

  /** The causes of the failures that are kept. */
  synchronized List<String> causes() {
    return visits.stream()
        .filter(visit -> visit.outcome() instanceof Visit.Failed)
        .map(visit -> visit.visitor() + ": " + ((Visit.Failed) visit.outcome()).cause())
        .distinct()
        .toList();
  }
}
