package org.sallyport.director.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.director.harness.RunningDirector.awaitTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.service.Refusal;
import org.sallyport.net.loop.Transport;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacket;
import org.sallyport.wire.radius.RadiusPacketEncoder;

@ExtendWith(NoLeaks.class)
final class BalancingTest {
  static final String VPN =
      """
      services:
        vpn:
          listen: [127.0.0.1:0/udp, 127.0.0.2:0/udp]
          protocol: radius
          pool: gateways
          radius: {%s}
      pools:
        gateways:
          kind: stateless
          policy: round-robin
          members:
            a: {address: %s, accounting-port: %s}
            b: {address: %s, accounting-port: %s}
          health: [{check: radius, secret: file:secret, every: 1h, timeout: 20s, rise: 1}]
      access-log: {file: access.log}
      """;

  @TempDir Path folder;

  private ScriptedMember a;
  private ScriptedMember b;

  @BeforeEach
  void startMembers() throws IOException {
    Files.writeString(folder.resolve("secret"), ScriptedMember.SECRET.revealText());
    a = ScriptedMember.accepting();
    b = ScriptedMember.accepting();
  }

  @AfterEach
  void closeMembers() {
    a.close();
    b.close();
  }

  private Object[] values(String radius) {
    return new Object[] {radius, a.address(), a.accountingPort(), b.address(), b.accountingPort()};
  }

  private RunningDirector director(String radius) {
    return RunningDirector.start(folder, VPN, values(radius));
  }

  private List<ScriptedMember.Received> all() {
    var all = new ArrayList<>(a.received());
    all.addAll(b.received());
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void packets_pass_octet_by_octet_in_both_directions(Transport transport) throws IOException {
    try (var director =
            RunningDirector.start(InstantSource.system(), transport, folder, VPN, values(""));
        var client = new RadiusClient(director.address("vpn"))) {
      var odd = Attribute.of(241, new byte[] {1, 2, 3});
      var empty = Attribute.of(AttributeType.CLASS, new byte[0]);
      var login = RadiusClient.login(7, "nemo", odd, empty, odd);
      byte[] padded = Arrays.copyOf(login.toBytes(), login.length() + 5);
      client.send(padded);
      var reply = client.receive();
      assertThat(all()).hasSize(1);
      assertThat(all().getFirst().octets()).isEqualTo(HexFormat.of().formatHex(padded));
      assertThat(reply).isEqualTo(ScriptedMember.accept(login).toBytes());
    }
  }

  @Test
  void members_take_turns() throws IOException {
    try (var director = director("");
        var client = new RadiusClient(director.address("vpn"))) {
      for (int i = 0; i < 20; i++) {
        client.ask(RadiusClient.login(i, "user" + i));
      }
      assertThat(a.received()).hasSize(10);
      assertThat(b.received()).hasSize(10);
    }
  }

  @Test
  void a_retransmission_goes_to_the_same_member_from_the_same_port() throws IOException {
    a.script(_ -> Optional.empty());
    b.script(_ -> Optional.empty());
    try (var director = director("silence: 10m");
        var client = new RadiusClient(director.address("vpn"))) {
      var login = RadiusClient.login(1, "nemo");
      for (int i = 0; i < 3; i++) {
        client.send(login);
      }
      awaitTrue(() -> all().size() == 3);
      assertThat(a.received().size() % 3).isZero();
      assertThat(all()).extracting(ScriptedMember.Received::from).containsOnly(all().get(0).from());
      assertThat(director.service("vpn").open()).isEqualTo(1);
    }
  }

  /** RFC 5080 section 2.2.2: the member knows it as a duplicate by port and identifier. */
  @Test
  void who_missed_the_reply_gets_it_again_from_the_same_member() throws IOException {
    try (var director = director("");
        var client = new RadiusClient(director.address("vpn"))) {
      var login = RadiusClient.login(1, "nemo");
      var first = client.ask(login);
      assertThat(client.ask(login)).isEqualTo(first);
      assertThat(all()).extracting(ScriptedMember.Received::from).containsOnly(all().get(0).from());
      assertThat(director.service("vpn").open()).isZero();
    }
  }

  @Test
  void a_silent_member_loses_the_next_retransmission() throws IOException {
    a.script(_ -> Optional.empty());
    try (var director = director("silence: 100ms")) {
      // One in two begins at the silent member; all are served.
      for (int i = 0; i < 8 && director.service("vpn").counters().retries() == 0; i++) {
        try (var client = new RadiusClient(director.address("vpn"))) {
          var login = RadiusClient.login(1, "user" + client.port());
          client.send(login);
          awaitTrue(
              () -> {
                client.send(login);
                return b.received().stream().anyMatch(got -> got.packet().equals(login));
              });
          assertThat(client.reply().code()).isEqualTo(Code.ACCESS_ACCEPT);
        }
      }
      assertThat(director.service("vpn").counters().retries()).isPositive();
      awaitTrue(() -> director.member("gateways", "a").traffic().openRequests() == 0);
    }
  }

  @Test
  void a_closed_port_loses_the_next_retransmission() throws IOException {
    try (var director = director("silence: 10m");
        var one = new RadiusClient(director.address("vpn"));
        var two = new RadiusClient(director.address("vpn"))) {
      a.close();
      for (var client : List.of(one, two)) {
        var login = RadiusClient.login(1, "user" + client.port());
        awaitTrue(
            () -> {
              client.send(login);
              return b.received().stream().anyMatch(got -> got.packet().equals(login));
            });
        assertThat(client.reply().code()).isEqualTo(Code.ACCESS_ACCEPT);
      }
      awaitTrue(() -> director.member("gateways", "a").traffic().totals().connectFailures() > 0);
    }
  }

  @Test
  void a_late_reply_of_the_first_member_is_taken_too() throws IOException {
    a.script(_ -> Optional.empty());
    b.script(_ -> Optional.empty());
    try (var director = director("silence: 100ms");
        var client = new RadiusClient(director.address("vpn"))) {
      var login = RadiusClient.login(1, "nemo");
      awaitTrue(
          () -> {
            client.send(login);
            return !a.received().isEmpty() && !b.received().isEmpty();
          });
      a.send(ScriptedMember.accept(login), a.received().getFirst().from());
      assertThat(client.reply()).isEqualTo(ScriptedMember.accept(login));
      director.awaitQuiet();
    }
  }

  @Test
  void the_answer_to_a_challenge_returns_to_who_challenged() throws IOException {
    for (var member : List.of(a, b)) {
      member.script(
          request ->
              Optional.of(
                  request.has(AttributeType.STATE)
                      ? ScriptedMember.accept(request)
                      : ScriptedMember.reply(
                          request,
                          Code.ACCESS_CHALLENGE,
                          Attribute.of(AttributeType.STATE, RadiusClient.random()))));
    }
    try (var director = director("affinity: 0s")) {
      for (int i = 0; i < 10; i++) {
        try (var first = new RadiusClient(director.address("vpn"));
            var second = new RadiusClient(director.address("vpn"))) {
          var challenge = first.ask(RadiusClient.login(1, "nemo"));
          var state = challenge.first(AttributeType.STATE).orElseThrow();
          second.ask(RadiusClient.login(2, "nemo", state));
        }
      }
      for (var member : List.of(a, b)) {
        assertThat(member.received()).hasSizeGreaterThanOrEqualTo(2);
        for (int i = 0; i < member.received().size(); i++) {
          assertThat(member.received().get(i).packet().has(AttributeType.STATE))
              .isEqualTo(i % 2 == 1);
        }
      }
    }
  }

  @Test
  void a_station_stays_on_its_member_whatever_name_it_uses() throws IOException {
    var station = Attribute.text(AttributeType.CALLING_STATION_ID, "00-10-A4-23-19-C0");
    try (var director = director("");
        var client = new RadiusClient(director.address("vpn"))) {
      for (int i = 0; i < 10; i++) {
        client.ask(RadiusClient.login(i, "user" + i, station));
      }
      assertThat(all()).hasSize(10);
      assertThat(a.received().size() % 10).isZero();
    }
  }

  @Test
  void a_name_stays_on_its_member_for_accounting_too() throws IOException {
    try (var director = director("");
        var client = new RadiusClient(director.address("vpn"));
        var accounting = new RadiusClient(director.director().addresses("vpn").get(1))) {
      client.ask(RadiusClient.login(1, "nemo"));
      var start =
          RadiusPacketEncoder.accountingRequest(
              2,
              List.of(
                  Attribute.integer(AttributeType.ACCT_STATUS_TYPE, 1),
                  Attribute.text(AttributeType.USER_NAME, "nemo")),
              ScriptedMember.SECRET);
      assertThat(accounting.ask(start).code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
      var one = a.received().isEmpty() ? b : a;
      assertThat(one.received())
          .extracting(ScriptedMember.Received::accounting)
          .containsExactly(false, true);
    }
  }

  @Test
  void status_server_asks_about_what_its_listener_is_for() throws IOException {
    try (var director = director("");
        var client = new RadiusClient(director.address("vpn"));
        var accounting = new RadiusClient(director.director().addresses("vpn").get(1))) {
      var status =
          RadiusPacketEncoder.request(
              Code.STATUS_SERVER, 1, RadiusClient.random(), List.of(), ScriptedMember.SECRET);
      client.ask(status);
      accounting.ask(status);
      assertThat(all())
          .extracting(ScriptedMember.Received::accounting)
          .containsExactlyInAnyOrder(false, true);
    }
  }

  @Test
  void a_thousand_requests_with_one_identifier_are_in_flight_at_once() throws IOException {
    a.script(_ -> Optional.empty());
    b.script(_ -> Optional.empty());
    var clients = new ArrayList<RadiusClient>();
    var logins = new ArrayList<RadiusPacket>();
    // Fewer than 64 sockets to a member are enough here: identifiers repeat forty times.
    try (var director = director("silence: 10m")) {
      for (int i = 0; i < 40; i++) {
        var client = new RadiusClient(director.address("vpn"));
        clients.add(client);
        for (int identifier = 0; identifier < 25; identifier++) {
          var login = RadiusClient.login(identifier, "user" + i + "." + identifier);
          logins.add(login);
          client.send(login);
        }
        int sent = logins.size();
        awaitTrue(() -> all().size() == sent);
      }
      assertThat(director.service("vpn").open()).isEqualTo(1000);
      for (var member : List.of(a, b)) {
        for (var got : member.received()) {
          member.send(ScriptedMember.accept(got.packet()), got.from());
        }
      }
      for (int i = 0; i < 40; i++) {
        var expected =
            logins.subList(25 * i, 25 * i + 25).stream().map(ScriptedMember::accept).toList();
        var replies = new ArrayList<RadiusPacket>();
        for (int n = 0; n < 25; n++) {
          replies.add(clients.get(i).reply());
        }
        assertThat(replies).containsExactlyInAnyOrderElementsOf(expected);
      }
      director.awaitQuiet();
    } finally {
      clients.forEach(RadiusClient::close);
    }
  }

  @Test
  void what_is_no_request_is_dropped_and_counted() throws IOException {
    try (var director = director("");
        var client = new RadiusClient(director.address("vpn"))) {
      byte[] login = RadiusClient.login(1, "nemo").toBytes();
      client.send(Arrays.copyOf(login, 19));
      client.send(Arrays.copyOf(login, login.length - 1));
      byte[] wrongAttribute = login.clone();
      wrongAttribute[21] = 1;
      client.send(wrongAttribute);
      client.send(ScriptedMember.accept(RadiusClient.login(1, "nemo")));
      client.send(new byte[0]);
      var counters = director.service("vpn").counters();
      awaitTrue(() -> counters.turnedAway(Refusal.BAD_REQUEST) >= 4);
      client.hearsNothing();
      assertThat(all()).isEmpty();
    }
  }

  @Test
  void only_the_member_answers() throws IOException {
    a.script(_ -> Optional.empty());
    b.script(_ -> Optional.empty());
    try (var director = director("silence: 10m");
        var client = new RadiusClient(director.address("vpn"))) {
      var login = RadiusClient.login(9, "nemo");
      client.send(login);
      awaitTrue(() -> all().size() == 1);
      var asked = a.received().isEmpty() ? b : a;
      var other = asked == a ? b : a;
      var port = asked.received().getFirst().from();
      other.send(ScriptedMember.accept(login), port);
      asked.send(ScriptedMember.accept(RadiusClient.login(10, "nemo")), port);
      asked.send(login, port);
      asked.send(ScriptedMember.reply(login, Code.ACCOUNTING_RESPONSE), port);
      client.hearsNothing();
      asked.send(ScriptedMember.accept(login), port);
      assertThat(client.reply()).isEqualTo(ScriptedMember.accept(login));
    }
  }
}
