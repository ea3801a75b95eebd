package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.director.settings.MemberSettings.ProxyProtocol;

class TcpCheckTest {
  @Test
  void a_member_that_accepts_passes() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      assertThat(Probe.run(Checks.of(Check.TCP), member.port())).isEqualTo(new Finding.Passed());
    }
  }

  @Test
  void a_closed_port_fails() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(Probe.run(Checks.of(Check.TCP), port))
        .isEqualTo(new Finding.Failed("connection refused"));
  }

  @Test
  void another_port_than_the_members_can_be_checked() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      assertThat(Probe.run(Checks.of(Check.TCP).port(member.port()), 1))
          .isEqualTo(new Finding.Passed());
    }
  }

  @Test
  void a_check_tells_how_long_it_took() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      var settings = Probe.member("127.0.0.1", member.port(), ProxyProtocol.NONE);
      assertThat(Probe.result(Checks.of(Check.TCP).settings(), settings).took())
          .isBetween(Duration.ofNanos(1), Duration.ofSeconds(5));
    }
  }

  @Test
  void a_member_that_wants_the_proxy_protocol_in_text_gets_unknown() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::hear)) {
      var settings = Probe.member("127.0.0.1", member.port(), ProxyProtocol.V1);
      var _ = Probe.result(Checks.of(Check.TCP).settings(), settings);
      assertThat(member.heard()).isEqualTo("PROXY UNKNOWN");
    }
  }

  @Test
  void a_member_that_wants_the_proxy_protocol_in_binary_gets_local() throws IOException {
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.hear();
              stage.hear();
              stage.hear();
              stage.hear();
            })) {
      var settings = Probe.member("127.0.0.1", member.port(), ProxyProtocol.V2);
      var _ = Probe.result(Checks.of(Check.TCP).settings(), settings);
      // The signature has line ends of its own; what follows is version 2, LOCAL, no addresses.
      assertThat(member.heard()).isEmpty();
      assertThat(member.heard()).isEmpty();
      assertThat(member.heard()).isEqualTo("\0");
      assertThat(member.heard()).startsWith("QUIT");
    }
  }
}
