package org.sallyport.gateway.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sallyport.gateway.alert.Alert.Kind;
import org.sallyport.testkit.MutableClock;

final class CertificateWatchTest {
  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Map<String, Instant> certificates = new HashMap<>();
  private final Alerts alerts = new Alerts(List.of(), "gateway1", Duration.ofSeconds(1));
  private final CertificateWatch watch =
      new CertificateWatch(() -> Map.copyOf(certificates), alerts, clock);

  @AfterEach
  void end() {
    alerts.close();
  }

  @Test
  void each_threshold_is_told_once_on_the_way_to_the_end() {
    certificates.put("ours", clock.instant().plus(Duration.ofDays(40)));
    var days = new ArrayList<Integer>();
    for (int day = 0; day < 45; day++) {
      long before = alerts.raised(Kind.CERTIFICATE_EXPIRES);
      watch.look();
      watch.look();
      if (alerts.raised(Kind.CERTIFICATE_EXPIRES) > before) {
        days.add(40 - day);
      }
      clock.advance(Duration.ofDays(1));
    }
    assertThat(days).containsExactly(30, 14, 7, 1, -1);
  }

  @Test
  void a_renewed_certificate_is_watched_anew() {
    certificates.put("ours", clock.instant().plus(Duration.ofDays(5)));
    watch.look();
    certificates.put("ours", clock.instant().plus(Duration.ofDays(90)));
    watch.look();
    clock.advance(Duration.ofDays(60));
    watch.look();
    assertThat(alerts.raised(Kind.CERTIFICATE_EXPIRES)).isEqualTo(2);
  }
}
