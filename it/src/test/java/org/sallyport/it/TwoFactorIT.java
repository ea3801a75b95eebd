package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.Peers;
import org.sallyport.testkit.TestPki;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketDecoder;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.RadiusPacketResult;
import org.sallyport.wire.radius.UserPassword;

/** radclient in front of gateways, OpenLDAP and an authority behind them, codes by oathtool. */
class TwoFactorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir private Path folder;

  @BeforeAll
  static void peers() {
    Peers.require("radclient");
    Peers.require("oathtool");
  }

  private Slapd directory() throws IOException, InterruptedException {
    var slapd =
        Slapd.start(
            folder, "slapd", TestPki.write(folder, "s", TestPki.shared().server("localhost")));
    var ann =
        """
        dn: cn=ann,ou=people,dc=example,dc=com
        objectClass: person
        cn: ann
        sn: Librarian
        userPassword: sesame
        """;
    var url = "ldap://127.0.0.1:" + slapd.port();
    Command.run(ann, Map.of(), "ldapadd", "-x", "-H", url, "-D", Slapd.ADMIN, "-w", Slapd.PASSWORD)
        .expectSuccess();
    return slapd;
  }

  private LocalGateway gateway(String name, String mode, Slapd slapd, EnrollingAuthority authority)
      throws IOException {
    var trust = TestPki.shared().writeTrust(Files.createDirectories(folder.resolve("trust")));
    var sections =
        """
        user-stores:
          corp:
            base-dn: dc=example,dc=com
            filter: (&(objectClass=person)(cn=%%s))
            user-name: cn
            connections: [{ url: 'ldaps://localhost:%d', trust: %s }]
        continuity: { mode: 'off' }
        """
                .formatted(slapd.tlsPort(), trust)
            + authority.section();
    var gateway =
        LocalGateway.start(folder.resolve(name), "mode: " + mode + "\nstores: [corp]\n", sections);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(gateway.missing()).isEmpty());
    return gateway;
  }

  @Test
  void each_mode_takes_a_right_code_once_and_a_wrong_one_never() throws Exception {
    try (var slapd = directory();
        var authority = new EnrollingAuthority(folder.resolve("authority"))) {
      authority.enrol("ann");
      try (var code = gateway("code", "code", slapd, authority);
          var both = gateway("both", "password-code", slapd, authority);
          var then = gateway("then", "password-then-code", slapd, authority)) {
        var first = EnrollingAuthority.code(0);
        assertThat(code.radclient().login("ann", first).is("Access-Accept"))
            .as(code.gateway().view().recent().toString())
            .isTrue();
        assertThat(code.radclient().login("ann", first).is("Access-Reject")).isTrue();
        assertThat(code.radclient().login("zoe", EnrollingAuthority.code(1)).is("Access-Reject"))
            .isTrue();

        var second = EnrollingAuthority.code(1);
        assertThat(both.radclient().login("ann", "simsim" + second).is("Access-Reject")).isTrue();
        assertThat(both.lastReason()).isEqualTo("wrong password");
        assertThat(both.radclient().login("ann", "sesame" + second).is("Access-Accept"))
            .as("a wrong password has used no code: " + both.lastReason())
            .isTrue();

        var challenge = then.radclient().login("ann", "sesame");
        assertThat(challenge.is("Access-Challenge")).isTrue();
        var state = "State = " + challenge.value("State").orElseThrow();
        assertThat(
                then.radclient()
                    .login("ann", EnrollingAuthority.code(2), state)
                    .is("Access-Accept"))
            .as(then.lastReason())
            .isTrue();
      }
    }
  }

  @Test
  void a_challenge_begun_at_one_gateway_finishes_at_the_other() throws Exception {
    try (var slapd = directory();
        var authority = new EnrollingAuthority(folder.resolve("authority"))) {
      authority.enrol("ann");
      try (var one = gateway("one", "password-then-code", slapd, authority);
          var two = gateway("two", "password-then-code", slapd, authority)) {
        var state =
            "State = " + one.radclient().login("ann", "sesame").value("State").orElseThrow();
        one.stop();

        assertThat(
                two.radclient().login("ann", EnrollingAuthority.code(0), state).is("Access-Accept"))
            .as(two.lastReason())
            .isTrue();
      }
    }
  }

  @Test
  void a_request_that_reaches_both_gateways_is_one_login() throws Exception {
    try (var slapd = directory();
        var authority = new EnrollingAuthority(folder.resolve("authority"))) {
      authority.enrol("ann");
      try (var one = gateway("one", "password-code", slapd, authority);
          var two = gateway("two", "password-code", slapd, authority)) {
        var request = request("ann", "sesame" + EnrollingAuthority.code(0));

        assertThat(exchange(one, request)).isEqualTo(Code.ACCESS_ACCEPT);
        assertThat(exchange(two, request))
            .as("the code is used, and the verdict is the same: " + two.lastReason())
            .isEqualTo(Code.ACCESS_ACCEPT);
        assertThat(exchange(one, request)).isEqualTo(Code.ACCESS_ACCEPT);
        assertThat(one.gateway().view().recent()).hasSize(1);
      }
    }
  }

  @Test
  void a_push_is_sent_once_and_approved_by_its_number_at_either_gateway() throws Exception {
    try (var slapd = directory();
        var authority = new EnrollingAuthority(folder.resolve("authority"))) {
      authority.enrol("ann");
      authority.enrolPhone("ann");
      try (var one = gateway("one", "push", slapd, authority);
          var two = gateway("two", "push", slapd, authority)) {
        var request = request("ann", "sesame");
        assertThat(exchange(one, request)).isEqualTo(Code.ACCESS_CHALLENGE);
        assertThat(exchange(two, request)).isEqualTo(Code.ACCESS_CHALLENGE);

        var challenge = reply(one, request);
        var message = challenge.first(AttributeType.REPLY_MESSAGE).orElseThrow().text();
        var number = message.replaceAll("^Approve (\\d+) .*", "$1");
        assertThat(authority.approve(number)).as("challenges left").isZero();

        var state = challenge.first(AttributeType.STATE).orElseThrow();
        assertThat(exchange(two, request("ann", "", state)))
            .as(two.lastReason())
            .isEqualTo(Code.ACCESS_ACCEPT);
      }
    }
  }

  @Test
  void a_client_that_shows_nothing_waits_for_an_approval_without_a_number() throws Exception {
    try (var slapd = directory();
        var authority = new EnrollingAuthority(folder.resolve("authority"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      authority.enrol("ann");
      authority.enrolPhone("ann");
      try (var one = gateway("one", "push\npush: { style: wait }", slapd, authority)) {
        var login = threads.submit(() -> exchange(one, request("ann", "sesame")));
        assertThat(authority.approve()).as("challenges left").isZero();

        assertThat(login.get(60, TimeUnit.SECONDS))
            .as(one.lastReason())
            .isEqualTo(Code.ACCESS_ACCEPT);
      }
    }
  }

  private static RadiusPacket request(String user, String field, Attribute... more) {
    var authenticator = new byte[16];
    new SecureRandom().nextBytes(authenticator);
    var secret = Secret.ofText(LocalGateway.SECRET);
    var attributes =
        new ArrayList<>(
            List.of(
                Attribute.text(AttributeType.USER_NAME, user),
                UserPassword.hide(Secret.ofText(field), authenticator, secret)));
    attributes.addAll(List.of(more));
    return RadiusPacketEncoder.request(Code.ACCESS_REQUEST, 7, authenticator, attributes, secret);
  }

  private static Code exchange(LocalGateway gateway, RadiusPacket request) throws IOException {
    return reply(gateway, request).code();
  }

  private static RadiusPacket reply(LocalGateway gateway, RadiusPacket request) throws IOException {
    InetSocketAddress to = gateway.gateway().authentication("vpn").orElseThrow();
    var octets = request.toBytes();
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.send(new DatagramPacket(octets, octets.length, to));
      var packet = new DatagramPacket(new byte[4096], 4096);
      socket.receive(packet);
      var read = RadiusPacketDecoder.decode(packet.getData(), 0, packet.getLength());
      return ((RadiusPacketResult.Decoded) read).packet();
    }
  }
}
