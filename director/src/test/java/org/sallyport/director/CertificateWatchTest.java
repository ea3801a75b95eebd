package org.sallyport.director;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sallyport.director.log.DirectorEvent.CertificateExpiring;

class CertificateWatchTest {
  private static final Instant END = Instant.parse("2027-01-31T00:00:00Z");
  private static final CertificateExpiring PORTAL = new CertificateExpiring("portal.pem", END);

  private final CertificateWatch watch = new CertificateWatch();

  private boolean tells(int daysAhead, CertificateExpiring... inUse) {
    return !watch.look(Stream.of(inUse), END.minus(Duration.ofDays(daysAhead))).isEmpty();
  }

  @Test
  void a_certificate_is_told_of_once_at_each_threshold() {
    var told = new ArrayList<Integer>();
    for (int days = 40; days >= -3; days--) {
      for (int twice = 0; twice < 2; twice++) {
        if (tells(days, PORTAL, PORTAL)) {
          told.add(days);
        }
      }
    }
    assertThat(told).containsExactly(30, 14, 7, 1, 0);
  }

  @Test
  void one_that_is_new_close_to_its_end_is_told_of_at_once_and_once() {
    assertThat(tells(5, PORTAL)).isTrue();
    assertThat(tells(5, PORTAL)).isFalse();
    assertThat(tells(2, PORTAL)).isFalse();
    assertThat(tells(1, PORTAL)).isTrue();
  }

  @Test
  void one_that_was_replaced_is_another() {
    assertThat(tells(5, PORTAL)).isTrue();
    var renewed = new CertificateExpiring("portal.pem", END.plus(Duration.ofDays(90)));
    assertThat(tells(5, renewed)).isFalse();
    assertThat(watch.look(Stream.of(renewed), renewed.notAfter().minus(Duration.ofDays(6))))
        .containsExactly(renewed);
  }
}
