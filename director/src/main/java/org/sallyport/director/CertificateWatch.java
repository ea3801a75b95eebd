package org.sallyport.director;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sallyport.director.log.DirectorEvent.CertificateExpiring;

/**
 * Says when certificates are about to expire: 30, 14, 7 and 1 days ahead and once they have, each
 * once for a certificate however many services show it. One thread at a time.
 */
final class CertificateWatch {
  private static final List<Integer> DAYS = List.of(0, 1, 7, 14, 30);

  private final Map<CertificateExpiring, Integer> told = new HashMap<>();

  /**
   * What is to be said now.
   *
   * @param inUse the certificates that clients are shown; others are forgotten
   */
  List<CertificateExpiring> look(Stream<CertificateExpiring> inUse, Instant now) {
    var due = new ArrayList<CertificateExpiring>();
    var present = inUse.distinct().toList();
    told.keySet().retainAll(present);
    for (var certificate : present) {
      var left = Duration.between(now, certificate.notAfter());
      DAYS.stream()
          .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
          .findFirst()
          .filter(days -> days < told.getOrDefault(certificate, Integer.MAX_VALUE))
          .ifPresent(
              days -> {
                told.put(certificate, days);
                due.add(certificate);
              });
    }
    return due;
  }
}
