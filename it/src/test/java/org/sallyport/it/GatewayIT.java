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
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.TestPki;

/** radclient in front of a gateway, OpenLDAP or FreeRADIUS behind it. */
class GatewayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private static final String ANN =
      """
      dn: cn=ann,ou=people,dc=example,dc=com
      objectClass: person
      cn: ann
      sn: Librarian
      description: 3600
      userPassword: sesame
      """;

  @TempDir private static Path folder;

  @BeforeAll
  static void peers() {
    Peers.require("radclient");
  }

  private static Slapd directory(String name) throws IOException, InterruptedException {
    var pair = TestPki.write(folder, name, TestPki.shared().server("localhost"));
    var slapd = Slapd.start(folder, name, pair);
    var url = "ldap://127.0.0.1:" + slapd.port();
    Command.run(ANN, Map.of(), "ldapadd", "-x", "-H", url, "-D", Slapd.ADMIN, "-w", Slapd.PASSWORD)
        .expectSuccess();
    return slapd;
  }

  private static String stores(Slapd... servers) throws IOException {
    var trust = TestPki.shared().writeTrust(Files.createDirectories(folder.resolve("trust")));
    var connections = new StringBuilder();
    for (var server : servers) {
      connections.append(
          "      - { url: 'ldaps://localhost:%d', trust: %s }\n"
              .formatted(server.tlsPort(), trust));
    }
    return """
    user-stores:
      corp:
        base-dn: dc=example,dc=com
        filter: (&(objectClass=person)(cn=%%s))
        user-name: cn
        attributes: [sn, description]
        recovery: 500ms
        connections:
    %s\
    """
        .formatted(connections);
  }

  private static LocalGateway gateway(String name, String server, String sections)
      throws IOException {
    return LocalGateway.start(folder.resolve(name), server, sections);
  }

  @Test
  void a_directory_checks_the_password_and_gives_the_reply_its_attributes() throws Exception {
    try (var slapd = directory("attributes");
        var gateway =
            gateway(
                "attributes-gateway",
                """
                mode: password
                stores: [corp]
                reply:
                  - { attribute: Filter-Id, from: sn }
                  - { attribute: Session-Timeout, from: description }
                """,
                stores(slapd))) {
      var accept = gateway.radclient().login("ann", "sesame");

      assertThat(accept.is("Access-Accept")).as(accept.output()).isTrue();
      assertThat(accept.value("Filter-Id")).hasValue("Librarian");
      assertThat(accept.value("Session-Timeout")).hasValue("3600");
      assertThat(gateway.radclient().login("ann", "simsim").is("Access-Reject")).isTrue();
      assertThat(gateway.radclient().login("ann*", "sesame").is("Access-Reject")).isTrue();
      assertThat(gateway.lastReason()).isEqualTo("unknown user");
      assertThat(gateway.accounting().accounting("ann", "Start", "s-1").is("Accounting-Response"))
          .isTrue();
    }
  }

  @Test
  void a_second_server_stands_in_for_the_first_and_without_any_there_is_silence() throws Exception {
    try (var first = directory("first");
        var second = directory("second");
        var gateway =
            gateway("failover", "mode: password\nstores: [corp]\n", stores(first, second))) {
      assertThat(gateway.radclient().login("ann", "sesame").is("Access-Accept")).isTrue();
      assertThat(gateway.radclient().status().is("Access-Accept")).isTrue();

      first.kill();
      assertThat(gateway.radclient().login("ann", "sesame").is("Access-Accept")).isTrue();

      second.kill();
      assertThat(gateway.radclient().patience(3, 1).login("ann", "sesame").code()).isEmpty();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.missing()).hasSize(1));
      assertThat(gateway.radclient().patience(2, 1).status().code()).isEmpty();
    }
  }

  @Test
  void freeradius_checks_passwords_that_are_delegated() throws Exception {
    try (var nps = FreeRadius.start(folder, "nps")) {
      Files.createDirectories(folder.resolve("delegating"));
      Files.writeString(folder.resolve("delegating/nps.secret"), FreeRadius.SECRET);
      try (var gateway =
          gateway(
              "delegating",
              """
              mode: password
              delegate:
                servers:
                  gone: { address: '127.0.0.1:9', secret: file:nps.secret }
                  nps: { address: '127.0.0.1:%d', secret: file:nps.secret }
                timeout: 10s
              reply: [{ attribute: Filter-Id, from: filter-id }]
              """
                  .formatted(nps.port()),
              "")) {
        var accept = gateway.radclient().login("ann", FreeRadius.PASSWORD);

        assertThat(accept.is("Access-Accept")).as(accept.output()).isTrue();
        assertThat(accept.value("Filter-Id")).hasValue("nps");
        assertThat(gateway.radclient().login("ann", "simsim").is("Access-Reject")).isTrue();
        assertThat(gateway.lastReason()).isEqualTo("refused by nps");
      }
    }
  }

  @Test
  void what_cannot_be_proven_is_dropped() throws Exception {
    try (var slapd = directory("proof");
        var gateway = gateway("proof-gateway", "mode: password\nstores: [corp]\n", stores(slapd))) {
      var unsigned =
          List.of("User-Name = \"ann\"", "User-Password = \"sesame\"", "Proxy-State = 0x00");

      assertThat(gateway.radclient().patience(2, 1).send("auth", unsigned).code()).isEmpty();
      assertThat(gateway.gateway().view().recent()).isEmpty();
    }
  }
}
