package org.sallyport.director;

import java.time.InstantSource;
import java.util.Collection;
import org.sallyport.director.log.DirectorEvent;
import org.sallyport.director.log.EventLog;
import org.sallyport.net.tls.Refresh;
import org.sallyport.net.tls.TlsProblem;

/**
 * Looks after the certificates of running services: files that changed are read, and what ends soon
 * is told. One thread at a time; blocks on files.
 */
final class CertificateRounds {
  private final CertificateWatch watch = new CertificateWatch();
  private final EventLog events;
  private final InstantSource clock;

  CertificateRounds(EventLog events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /** One round past all of them. */
  void make(Collection<RunningService> services) {
    services.forEach(running -> refresh(running.tls()));
    var inUse =
        services.stream()
            .flatMap(one -> one.tls().certificates().stream())
            .map(
                entry ->
                    new DirectorEvent.CertificateExpiring(
                        entry.origin().toString(), entry.validUntil()));
    watch.look(inUse, clock.instant()).forEach(events::record);
  }

  private void refresh(ServiceTlsContexts contexts) {
    switch (contexts.refresh()) {
      case Refresh.Unchanged() -> {}
      case Refresh.Renewed() -> {
        for (var entry : contexts.certificates()) {
          events.record(
              new DirectorEvent.CertificateReloaded(entry.origin().toString(), entry.validUntil()));
        }
      }
      case Refresh.Refused(var problems) -> problems.forEach(this::rejected);
    }
  }

  /** Tells of a file that cannot be used. */
  void rejected(TlsProblem problem) {
    events.record(new DirectorEvent.CertificateRejected(problem.subject(), problem.sentence()));
  }
}
