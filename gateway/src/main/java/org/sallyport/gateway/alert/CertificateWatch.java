package org.sallyport.gateway.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.gateway.alert.Alert.Kind;

/**
 * Alerts before certificates expire: at 30, 14, 7 and 1 days and when they have, once each. Called
 * by one thread at a time.
 */
public final class CertificateWatch {
  private static final List<Long> DAYS = List.of(1L, 7L, 14L, 30L);

  private final Supplier<Map<String, Instant>> certificates;
  private final Alerts alerts;
  private final InstantSource clock;
  private final Map<String, Long> said = new HashMap<>();

  /**
   * A watch.
   *
   * @param certificates when each expires, by what a message calls it
   */
  public CertificateWatch(
      Supplier<Map<String, Instant>> certificates, Alerts alerts, InstantSource clock) {
    this.certificates = certificates;
    this.alerts = alerts;
    this.clock = clock;
  }

  /** Looks at all of them; meant to be called often. */
  public void look() {
    certificates.get().forEach(this::look);
  }

  private void look(String name, Instant until) {
    var now = clock.instant();
    var left = Duration.between(now, until);
    var due = threshold(left);
    if (due.isEmpty()) {
      said.remove(name); // renewed
      return;
    }
    var before = said.put(name, due.get());
    if (before == null || before > due.get()) {
      boolean expired = left.isNegative();
      var when = expired ? "has expired on " : "expires on ";
      alerts.raise(
          new Alert(
              Kind.CERTIFICATE_EXPIRES,
              expired ? name + " has expired" : name + " expires in " + left.toDays() + " days",
              name
                  + " "
                  + when
                  + until
                  + ". Renew it and put the new file in its place; gateways read it without a"
                  + " restart. With an expired certificate no login is checked at the authority,"
                  + " and continuity does not open unless causes has certificate.",
              now));
    }
  }

  private static Optional<Long> threshold(Duration left) {
    return left.isNegative()
        ? Optional.of(-1L)
        : DAYS.stream().filter(days -> left.compareTo(Duration.ofDays(days)) <= 0).findFirst();
  }
}
