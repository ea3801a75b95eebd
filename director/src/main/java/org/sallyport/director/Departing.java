package org.sallyport.director;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.director.log.AccessLog;
import org.sallyport.director.service.Service;

/**
 * Services that a reload has replaced and whose connections go on. What they need, TLS contexts and
 * the access log among it, is freed once the last connection has ended. One thread at a time.
 */
final class Departing {
  private final List<One> ones = new ArrayList<>();

  /**
   * A service that was replaced.
   *
   * @param untilNanos when connections that were being received for it have begun or gone
   */
  private record One(RunningService running, AccessLog log, long untilNanos) {
    boolean over(long now) {
      return running.service().open() == 0 && now - untilNanos > 0;
    }
  }

  void add(RunningService running, AccessLog log, long untilNanos) {
    ones.add(new One(running, log, untilNanos));
  }

  /** All of them, with what they need. */
  Stream<RunningService> running() {
    return ones.stream().map(One::running);
  }

  /** The services, for a stop that waits for their connections too. */
  List<Service> services() {
    return ones.stream().map(one -> one.running().service()).toList();
  }

  /** Frees what nobody uses any more, apart from what those that run use. */
  void free(List<RunningService> running, AccessLog current, long now) {
    var over = ones.stream().filter(one -> one.over(now)).toList();
    over.forEach(one -> one.running().service().retire());
    free(over, running, current);
  }

  /** Frees everything, once the loops have ended. */
  void close(List<RunningService> running, AccessLog current) {
    free(List.copyOf(ones), running, current);
  }

  private void free(List<One> over, List<RunningService> running, AccessLog current) {
    for (var one : over) {
      ones.remove(one);
      var tls = one.running().tls();
      boolean used =
          running.stream().anyMatch(other -> other.tls() == tls)
              || ones.stream().anyMatch(other -> other.running().tls() == tls);
      if (!used) {
        tls.close();
      }
      if (one.log() != current && ones.stream().noneMatch(other -> other.log() == one.log())) {
        one.log().close();
      }
    }
  }
}
