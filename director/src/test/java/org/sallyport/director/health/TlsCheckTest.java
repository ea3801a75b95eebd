package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.director.settings.MemberSettings.ProxyProtocol;
import org.sallyport.pki.Issued;
import org.sallyport.testkit.TestPki;

class TlsCheckTest {
  private static final String NAME = "keys.example.com";

  @TempDir private Path folder;
  private final TestPki pki = TestPki.shared();

  private static ScriptedMember member(Issued certificate, ScriptedMember.Part part)
      throws IOException {
    var context = TestPki.serverContext(certificate);
    return ScriptedMember.playing(context.getServerSocketFactory(), part);
  }

  private static ScriptedMember member(Issued certificate) throws IOException {
    return member(certificate, ScriptedMember.Stage::waitForEnd);
  }

  private Checks trusting() throws IOException {
    return Checks.of(Check.TLS).trust(pki.writeTrust(folder)).name(NAME);
  }

  private static String cause(Finding finding) {
    return assertThat(finding).asInstanceOf(type(Finding.Failed.class)).actual().cause();
  }

  @Test
  void a_certificate_from_the_authority_for_the_name_passes() throws IOException {
    try (var member = member(pki.server(NAME))) {
      assertThat(Probe.run(trusting(), member.port())).isEqualTo(new Finding.Passed());
    }
  }

  @Test
  void a_certificate_for_another_name_fails_and_names_both() throws IOException {
    try (var member = member(pki.server("other.example.com"))) {
      assertThat(cause(Probe.run(trusting(), member.port()))).contains(NAME, "other.example.com");
    }
  }

  @Test
  void an_expired_certificate_fails_and_says_since_when() throws IOException {
    try (var member = member(pki.expiredServer(NAME))) {
      assertThat(cause(Probe.run(trusting(), member.port())))
          .containsPattern("expired on \\d+ \\w+ 20\\d\\d");
    }
  }

  @Test
  void a_certificate_of_a_stranger_fails() throws IOException {
    try (var member = member(TestPki.fresh().server(NAME))) {
      assertThat(Probe.run(trusting(), member.port())).isInstanceOf(Finding.Failed.class);
    }
  }

  @Test
  void without_trust_and_pin_any_certificate_passes() throws IOException {
    try (var member = member(TestPki.fresh().expiredServer("other.example.com"))) {
      assertThat(Probe.run(Checks.of(Check.TLS), member.port())).isEqualTo(new Finding.Passed());
    }
  }

  @Test
  void the_pinned_certificate_passes_and_another_fails() throws IOException {
    var stranger = TestPki.fresh().server("other.example.com");
    var pin = TestPki.write(folder, "pinned", stranger).chain();
    try (var member = member(stranger)) {
      assertThat(Probe.run(Checks.of(Check.TLS).pin(pin), member.port()))
          .isEqualTo(new Finding.Passed());
    }
    try (var member = member(pki.server(NAME))) {
      assertThat(Probe.run(Checks.of(Check.TLS).pin(pin), member.port()))
          .isInstanceOf(Finding.Failed.class);
    }
  }

  @Test
  void a_member_that_speaks_something_else_fails() throws IOException {
    try (var member = ScriptedMember.playing(stage -> stage.say("220 mx.example.com\r\n"))) {
      assertThat(cause(Probe.run(trusting(), member.port()))).contains("TLS");
    }
  }

  @Test
  void a_member_that_is_silent_fails_when_the_time_is_over() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      assertThat(cause(Probe.run(trusting().timeout(Duration.ofMillis(200)), member.port())))
          .isEqualTo("no TLS handshake within 200ms");
    }
  }

  @Test
  void a_member_that_hangs_up_in_the_handshake_fails() throws IOException {
    try (var member = ScriptedMember.playing(_ -> {})) {
      assertThat(Probe.run(trusting(), member.port())).isInstanceOf(Finding.Failed.class);
    }
  }

  @Test
  void https_asks_for_the_path_behind_the_handshake() throws IOException {
    ScriptedMember.Part ready =
        stage -> {
          stage.hearHead();
          stage.say("HTTP/1.1 503 Not ready\r\n\r\n");
        };
    try (var member = member(pki.server(NAME), ready)) {
      var check = Checks.of(Check.HTTPS).trust(pki.writeTrust(folder)).name(NAME).path("/ready");
      assertThat(Probe.run(check, member.port()))
          .isEqualTo(new Finding.Failed("status 503, expected 200 to 399"));
      assertThat(member.heard()).isEqualTo("GET /ready HTTP/1.1");
      assertThat(member.heard()).isEqualTo("Host: " + NAME + ":" + member.port());
    }
  }

  @Test
  void each_run_sees_the_certificate_that_the_member_has_now() throws IOException {
    var check = trusting().settings();
    var settings = Probe.member("127.0.0.1", 1, ProxyProtocol.NONE);
    var key = CheckTls.Key.of(check, settings).orElseThrow();
    try (var tls = CheckTls.open(key).orElseThrow();
        var good = member(pki.server(NAME));
        var bad = member(pki.expiredServer(NAME))) {
      var planned = new PlannedCheck(check, tls).on(settings);
      assertThat(planned.run(good.address()).finding()).isEqualTo(new Finding.Passed());
      assertThat(planned.run(bad.address()).finding()).isInstanceOf(Finding.Failed.class);
      assertThat(planned.run(good.address()).finding()).isEqualTo(new Finding.Passed());
    }
  }
}
