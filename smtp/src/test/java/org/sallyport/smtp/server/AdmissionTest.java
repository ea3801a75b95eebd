package org.sallyport.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.ByteSize;
import org.sallyport.smtp.server.Admission.Verdict;

class AdmissionTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Admission admission =
      new Admission(
          new SmtpLimits(
              new ByteSize(65_536),
              1000,
              2,
              2,
              3,
              2,
              Duration.ofMinutes(5),
              Duration.ofMinutes(5),
              Duration.ofMinutes(5),
              4,
              2,
              3));

  private Verdict enter(String address) {
    return admission.enter(InetAddress.ofLiteral(address), false, 0);
  }

  private void leave(String address) {
    admission.leave(InetAddress.ofLiteral(address));
  }

  @Test
  void addresses_of_one_host_with_ipv6_count_together() {
    assertThat(enter("2001:db8::1")).isEqualTo(Verdict.ADMITTED);
    assertThat(enter("2001:db8::2")).isEqualTo(Verdict.ADMITTED);
    assertThat(enter("2001:db8::ffff:0:0:3")).isEqualTo(Verdict.TOO_MANY_OF_ADDRESS);
    assertThat(enter("2001:db8:0:1::1")).isEqualTo(Verdict.ADMITTED);
    leave("2001:db8::2");
    assertThat(enter("2001:db8::4")).isEqualTo(Verdict.ADMITTED);
  }

  @Test
  void addresses_of_ipv4_count_alone() {
    assertThat(enter("192.0.2.1")).isEqualTo(Verdict.ADMITTED);
    assertThat(enter("192.0.2.1")).isEqualTo(Verdict.ADMITTED);
    assertThat(enter("192.0.2.1")).isEqualTo(Verdict.TOO_MANY_OF_ADDRESS);
    assertThat(enter("192.0.2.2")).isEqualTo(Verdict.ADMITTED);
  }

  @Test
  void all_together_have_so_many() {
    for (int i = 0; i < 4; i++) {
      assertThat(enter("192.0.2." + i)).isEqualTo(Verdict.ADMITTED);
    }
    assertThat(enter("192.0.2.9")).isEqualTo(Verdict.TOO_MANY);
    assertThat(admission.open()).isEqualTo(4);
  }

  @Test
  void whoever_comes_too_often_waits_a_minute() {
    for (int i = 0; i < 3; i++) {
      assertThat(enter("192.0.2.1")).isEqualTo(Verdict.ADMITTED);
      leave("192.0.2.1");
    }
    assertThat(enter("192.0.2.1")).isEqualTo(Verdict.TOO_FAST);
    var address = InetAddress.ofLiteral("192.0.2.1");
    assertThat(admission.enter(address, true, 0)).isEqualTo(Verdict.ADMITTED);
    assertThat(admission.enter(address, false, MINUTE + 1)).isEqualTo(Verdict.ADMITTED);
  }
}
