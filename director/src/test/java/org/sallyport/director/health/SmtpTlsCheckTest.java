package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.director.settings.MemberSettings.ProxyProtocol;
import org.sallyport.testkit.TestPki;

/** Mail servers with TLS from the first octet, and by STARTTLS. */
class SmtpTlsCheckTest {
  private final TestPki pki = TestPki.shared();
  @TempDir private Path folder;

  private static void greet(ScriptedMember.Stage stage) throws IOException {
    stage.say("220 mx ESMTP\r\n");
    stage.hear();
    stage.say("221 2.0.0 Bye\r\n");
  }

  @Test
  void smtps_reads_the_greeting_behind_the_handshake() throws IOException {
    var context = TestPki.serverContext(pki.server("mx.example.com"));
    try (var member =
        ScriptedMember.playing(context.getServerSocketFactory(), SmtpTlsCheckTest::greet)) {
      var check = Checks.of(Check.SMTPS).trust(pki.writeTrust(folder));
      assertThat(Probe.run(check.name("mx.example.com"), member.port()))
          .isEqualTo(new Finding.Passed());
      assertThat(member.heard()).isEqualTo("QUIT");
      assertThat(Probe.run(check.name("other.example.com"), member.port()))
          .isInstanceOf(Finding.Failed.class);
    }
  }

  @Test
  void starttls_is_begun_and_the_certificate_held_against_the_name() throws IOException {
    var context = TestPki.serverContext(pki.server("mx.example.com"));
    try (var member = ScriptedMember.playing(stage -> encrypt(stage, context))) {
      var check = Checks.of(Check.SMTP).starttls().trust(pki.writeTrust(folder));
      assertThat(Probe.run(check.name("mx.example.com"), member.port()))
          .isEqualTo(new Finding.Passed());
      assertThat(member.heard()).isEqualTo("EHLO [127.0.0.1]");
      assertThat(member.heard()).isEqualTo("STARTTLS");
      assertThat(member.heard()).isEqualTo("QUIT");
      assertThat(Probe.run(check.name("other.example.com"), member.port()))
          .isInstanceOf(Finding.Failed.class);
    }
  }

  private static void encrypt(ScriptedMember.Stage stage, javax.net.ssl.SSLContext context)
      throws IOException {
    stage.say("220 mx ESMTP\r\n");
    stage.hear();
    stage.say("250-mx\r\n250-SIZE 1000\r\n250 STARTTLS\r\n");
    stage.hear();
    stage.say("220 2.0.0 go on\r\n");
    stage.encrypt(context);
    stage.hear();
    stage.say("221 2.0.0 Bye\r\n");
  }

  @Test
  void a_member_that_does_not_offer_starttls_fails() throws IOException {
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.say("220 mx ESMTP\r\n");
              stage.hear();
              stage.say("250-mx STARTTLS\r\n250 STARTTLS2\r\n");
              stage.hear();
            })) {
      assertThat(Probe.run(Checks.of(Check.SMTP).starttls(), member.port()))
          .isEqualTo(new Finding.Failed("no STARTTLS offered: 250 STARTTLS2"));
      assertThat(member.heard()).startsWith("EHLO ");
      assertThat(member.heard()).isEqualTo("QUIT");
    }
  }

  @Test
  void a_member_that_takes_starttls_back_fails() throws IOException {
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.say("220 mx ESMTP\r\n");
              stage.hear();
              stage.say("250-mx\r\n250 starttls\r\n");
              stage.hear();
              stage.say("454 4.7.0 not now\r\n");
              stage.hear();
            })) {
      assertThat(Probe.run(Checks.of(Check.SMTP).starttls(), member.port()))
          .isEqualTo(new Finding.Failed("STARTTLS answered 454 4.7.0 not now, expected 220"));
    }
  }

  @Test
  void a_member_that_wants_the_proxy_header_gets_it_before_it_greets() throws IOException {
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.hear();
              greet(stage);
            })) {
      var settings = Checks.of(Check.SMTP).deep().settings();
      var found =
          Probe.result(settings, Probe.member("127.0.0.1", member.port(), ProxyProtocol.V1));
      assertThat(found.finding()).isEqualTo(new Finding.Passed());
      assertThat(member.heard()).isEqualTo("PROXY UNKNOWN");
      assertThat(member.heard()).isEqualTo("QUIT");
    }
  }
}
