package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.pool.Health;
import org.sallyport.testkit.TestPki;

/** OpenLDAP behind the director, checked by binding and searching. */
final class LdapIT {
  private static final TestPki PKI = TestPki.shared();
  private static final String PEOPLE = "ou=people,dc=example,dc=com";

  @TempDir private Path folder;

  private Slapd slapd(String name) throws Exception {
    // Debian's slapd has GnuTLS, which takes an EC key only with its public key beside it.
    var pair = TestPki.write(folder, "ldap", PKI.server("ldap.example.com"));
    return Slapd.start(folder, name, pair);
  }

  private LocalDirector director(String check, int... ports) throws Exception {
    var members = new StringBuilder();
    for (int i = 0; i < ports.length; i++) {
      members.append("m%d: { address: 127.0.0.1:%d }, ".formatted(i, ports[i]));
    }
    Files.writeString(folder.resolve("password"), Slapd.PASSWORD);
    return LocalDirector.start(
        folder,
        """
        services:
          directory: { listen: 127.0.0.1:0, pool: directory }
        pools:
          directory:
            kind: stateless
            health: [{ %s, every: 3s, timeout: 3s, rise: 1 }]
            members: { %s }
        """
            .formatted(check, members));
  }

  private static String bind(String password, String base) {
    return "bind-dn: \"%s\", password: \"file:%s\", base-dn: \"%s\""
        .formatted(Slapd.ADMIN, password, base);
  }

  private static Command.Result search(LocalDirector director) throws Exception {
    var url = "ldap://127.0.0.1:" + director.port("directory");
    return Command.run("", Map.of(), "ldapsearch", "-x", "-LLL", "-H", url, "-b", PEOPLE, "ou");
  }

  @Test
  void ldapsearch_finds_its_entry_and_the_next_server_answers_when_the_first_is_gone()
      throws Exception {
    try (var a = slapd("a");
        var b = slapd("b");
        var director = director("check: ldap, " + bind("password", PEOPLE), a.port(), b.port())) {
      director.awaitHealth("m0", Health.UP);
      director.awaitHealth("m1", Health.UP);
      assertThat(search(director).expectSuccess()).contains("dn: " + PEOPLE);
      a.kill();
      director.awaitCause("m0", "refused");
      assertThat(search(director).expectSuccess()).contains("dn: " + PEOPLE);
    }
  }

  @Test
  void a_check_over_tls_believes_the_authority_and_the_name() throws Exception {
    try (var a = slapd("a");
        var director =
            director(
                "check: ldaps, port: %d, trust: %s, name: ldap.example.com, %s"
                    .formatted(a.tlsPort(), PKI.writeTrust(folder), bind("password", PEOPLE)),
                a.port())) {
      director.awaitHealth("m0", Health.UP);
    }
  }

  @Test
  void a_check_over_tls_says_which_name_the_certificate_has() throws Exception {
    try (var a = slapd("a");
        var director =
            director(
                "check: ldaps, port: %d, trust: %s, name: other.example.com"
                    .formatted(a.tlsPort(), PKI.writeTrust(folder)),
                a.port())) {
      director.awaitCause("m0", "ldap.example.com", "other.example.com");
    }
  }

  @Test
  void a_wrong_password_and_a_missing_entry_take_the_server_down_with_the_reason()
      throws Exception {
    Files.writeString(folder.resolve("wrong"), "battery staple");
    try (var a = slapd("a")) {
      try (var director = director("check: ldap, " + bind("wrong", PEOPLE), a.port())) {
        director.awaitCause("m0", "bind");
        assertThat(director.member("m0").status().cause()).doesNotContain("battery");
      }
      var nowhere = bind("password", "ou=nowhere,dc=example,dc=com");
      try (var director = director("check: ldap, " + nowhere, a.port())) {
        director.awaitCause("m0", "noSuchObject");
      }
    }
  }
}
