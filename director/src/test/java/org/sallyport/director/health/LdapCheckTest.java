package org.sallyport.director.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.SecretSource;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.testkit.TestPki;

class LdapCheckTest {
  private static final String DN = "cn=probe,dc=example,dc=com";

  @TempDir private Path folder;
  private InMemoryDirectoryServer directory;
  private InMemoryDirectoryServer secured;

  @BeforeEach
  void start() throws LDAPException, IOException {
    directory = serve(InMemoryListenerConfig.createLDAPConfig("ldap", loopback(), 0, null));
    var context = TestPki.serverContext(TestPki.shared().server("ldap.example.com"));
    secured =
        serve(
            InMemoryListenerConfig.createLDAPSConfig(
                "ldaps", loopback(), 0, context.getServerSocketFactory(), null));
  }

  private static InMemoryDirectoryServer serve(InMemoryListenerConfig listener)
      throws LDAPException {
    var config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
    config.setListenerConfigs(listener);
    config.setSchema(null);
    config.addAdditionalBindCredentials(DN, "correct");
    var server = new InMemoryDirectoryServer(config);
    server.add(
        "dc=example,dc=com",
        new Attribute("objectClass", "domain"),
        new Attribute("dc", "example"));
    server.startListening();
    return server;
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  @AfterEach
  void stop() {
    directory.close();
    secured.close();
  }

  private SecretSource password(String text) throws IOException {
    return new SecretSource.File(Files.writeString(folder.resolve("password"), text + "\n"));
  }

  @Test
  void an_anonymous_bind_passes() {
    assertThat(Probe.run(Checks.of(Check.LDAP), directory.getListenPort()))
        .isEqualTo(new Finding.Passed());
  }

  @Test
  void a_bind_with_the_right_password_and_an_entry_that_is_there_pass() throws IOException {
    var check = Checks.of(Check.LDAP).bind(DN, password("correct")).baseDn("dc=example,dc=com");
    assertThat(Probe.run(check, directory.getListenPort())).isEqualTo(new Finding.Passed());
  }

  @Test
  void a_wrong_password_fails_with_the_name_of_the_result() throws IOException {
    var check = Checks.of(Check.LDAP).bind(DN, password("wrong"));
    assertThat(Probe.run(check, directory.getListenPort()))
        .isEqualTo(new Finding.Failed("LDAP bind: invalidCredentials (49)"));
  }

  @Test
  void an_entry_that_is_not_there_fails() {
    var check = Checks.of(Check.LDAP).baseDn("ou=people,dc=example,dc=com");
    assertThat(Probe.run(check, directory.getListenPort()))
        .isEqualTo(new Finding.Failed("LDAP search: noSuchObject (32)"));
  }

  @Test
  void a_password_that_cannot_be_read_fails_and_says_so() {
    var missing = folder.resolve("nothing");
    var check = Checks.of(Check.LDAP).bind(DN, new SecretSource.File(missing));
    assertThat(Probe.run(check, directory.getListenPort()))
        .isEqualTo(new Finding.Failed("the LDAP password: there is no file " + missing));
  }

  @Test
  void a_bind_over_tls_passes_when_the_certificate_is_believed() throws IOException {
    var check =
        Checks.of(Check.LDAPS)
            .trust(TestPki.shared().writeTrust(folder))
            .name("ldap.example.com")
            .baseDn("dc=example,dc=com");
    assertThat(Probe.run(check, secured.getListenPort())).isEqualTo(new Finding.Passed());
  }

  @Test
  void a_busy_server_is_degraded() throws IOException {
    // BindResponse (RFC 4511 section 4.2.2) to message 1: busy (51), no DN, no text.
    var busy =
        new String(
            HexFormat.of().parseHex("300c02010161070a013304000400"), StandardCharsets.ISO_8859_1);
    try (var member =
        ScriptedMember.playing(
            stage -> {
              stage.say(busy);
              stage.waitForEnd();
            })) {
      assertThat(Probe.run(Checks.of(Check.LDAP), member.port()))
          .isEqualTo(new Finding.Degraded("LDAP bind: busy (51)"));
    }
  }

  @Test
  void a_silent_server_fails_when_the_time_is_over() throws IOException {
    try (var member = ScriptedMember.playing(ScriptedMember.Stage::waitForEnd)) {
      var check = Checks.of(Check.LDAP).timeout(Duration.ofSeconds(3));
      assertThat(Probe.run(check, member.port()))
          .isEqualTo(new Finding.Failed("no answer to the LDAP bind within 3s"));
    }
  }

  @Test
  void a_server_that_hangs_up_or_speaks_something_else_fails() throws IOException {
    try (var member = ScriptedMember.playing(_ -> {})) {
      assertThat(Probe.run(Checks.of(Check.LDAP), member.port()))
          .isInstanceOf(Finding.Failed.class);
    }
    try (var member = ScriptedMember.playing(stage -> stage.say("220 mx ESMTP\r\n"))) {
      assertThat(Probe.run(Checks.of(Check.LDAP), member.port()))
          .isInstanceOf(Finding.Failed.class);
    }
  }
}
