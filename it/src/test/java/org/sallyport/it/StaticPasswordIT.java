package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeMaker;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.TestPki;

/**
 * Who may leave the second factor out, in each mode and by each rule, however the name is spelt: a
 * directory that finds people by several names, and an authority that knows one of them.
 */
final class StaticPasswordIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> ANN =
      List.of("ann", "ANN", "ann ", "ann@example.com", "Ann@Example.COM");
  private static final List<String> BOB = List.of("bob", "bob@example.com");

  @TempDir private Path folder;

  @BeforeAll
  static void peers() {
    Peers.require("radclient");
  }

  private Slapd directory() throws IOException, InterruptedException {
    var slapd =
        Slapd.start(
            folder, "slapd", TestPki.write(folder, "s", TestPki.shared().server("localhost")));
    for (var name : List.of("ann", "bob")) {
      var entry =
          """
          dn: cn=%1$s,ou=people,dc=example,dc=com
          objectClass: person
          objectClass: extensibleObject
          cn: %1$s
          sn: %1$s
          mail: %1$s@example.com
          userPassword: sesame
          """
              .formatted(name);
      var url = "ldap://127.0.0.1:" + slapd.port();
      Command.run(
              entry, Map.of(), "ldapadd", "-x", "-H", url, "-D", Slapd.ADMIN, "-w", Slapd.PASSWORD)
          .expectSuccess();
    }
    return slapd;
  }

  private LocalGateway gateway(String mode, String rule, Slapd slapd, LocalAuthority authority)
      throws IOException {
    var place = Files.createDirectories(folder.resolve(mode + "-" + rule));
    var pki = TestPki.shared();
    TestPki.write(place, "own", pki.client(LocalAuthority.GATEWAY));
    var sections =
        """
        user-stores:
          corp:
            base-dn: dc=example,dc=com
            filter: (&(objectClass=person)(|(cn=%%s)(mail=%%s)))
            user-name: cn
            connections: [{ url: 'ldap://127.0.0.1:%d' }]
        authority:
          addresses: ['127.0.0.1:%d']
          name: %s
          trust: %s
          certificate: { chain: own.pem, key: file:own.key }
        continuity: { mode: 'off' }
        """
            .formatted(
                slapd.port(),
                authority.address().port(),
                LocalAuthority.NAME,
                pki.writeTrust(place));
    var server = "mode: " + mode + "\nstores: [corp]\nstatic-password: " + rule + "\n";
    var gateway = LocalGateway.start(place, server, sections);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.missing()).isEmpty());
    return gateway;
  }

  @Test
  void no_spelling_of_a_name_is_a_way_around_the_second_factor() throws Exception {
    try (var slapd = directory();
        var authority = LocalAuthority.start(folder.resolve("authority"))) {
      var token = new CodeMaker(authority.addUser("ann"), CodeForm.USUAL);
      long presses = 0;
      for (var mode : List.of("password-code", "password-then-code", "push")) {
        var asked = mode.equals("password-code") ? "Access-Reject" : "Access-Challenge";
        for (var rule : List.of("refuse", "unenrolled", "allow")) {
          try (var gateway = gateway(mode, rule, slapd, authority)) {
            for (var name : ANN) {
              var expected = rule.equals("allow") ? "Access-Accept" : asked;
              says(gateway, mode, rule, name, "sesame", expected);
            }
            for (var name : BOB) {
              // The authority does not know Bob: it has no device of his, and no code to ask for.
              var stranger = mode.equals("push") ? "Access-Reject" : asked;
              var expected = rule.equals("refuse") ? stranger : "Access-Accept";
              says(gateway, mode, rule, name, "sesame", expected);
            }
            if (mode.equals("password-code")) {
              for (var name : ANN) {
                var field = "sesame" + token.code(presses++);
                says(gateway, mode, rule, name, field, "Access-Accept");
                says(gateway, mode, rule, name, field, "Access-Reject");
              }
            }
          }
        }
      }
    }
  }

  private static void says(
      LocalGateway gateway, String mode, String rule, String name, String field, String expected)
      throws Exception {
    assertThat(gateway.radclient().login(name, field).code())
        .as(() -> mode + ", " + rule + ", '" + name + "': " + gateway.lastReason())
        .contains(expected);
  }
}
