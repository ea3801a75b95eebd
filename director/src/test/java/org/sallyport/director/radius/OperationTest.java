package org.sallyport.director.radius;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.sallyport.director.harness.RunningDirector.awaitTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.pool.Health;
import org.sallyport.director.service.Refusal;
import org.sallyport.net.loop.Loops;
import org.sallyport.net.loop.Transport;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;

@ExtendWith(NoLeaks.class)
final class OperationTest {
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

  @Test
  void without_a_member_there_is_silence() throws IOException {
    try (var director = director("");
        var client = new RadiusClient(director.address("vpn"))) {
      var pool = director.pool("gateways");
      pool.maintenance(director.member("gateways", "a"), "test");
      pool.maintenance(director.member("gateways", "b"), "test");
      client.send(RadiusClient.login(1, "nemo"));
      client.hearsNothing();
      var service = director.service("vpn");
      assertThat(service.counters().turnedAway(Refusal.NO_MEMBER)).isEqualTo(1);
      assertThat(service.open()).isZero();
      pool.resume(director.member("gateways", "b"), "test");
      assertThat(client.ask(RadiusClient.login(1, "nemo")).code()).isEqualTo(Code.ACCESS_ACCEPT);
    }
  }

  /** RFC 2865 section 3: who lacks the secret gets no answer, which tells nothing of the member. */
  @Test
  void packets_that_nobody_answers_take_no_member_down() throws IOException {
    a.script(_ -> Optional.empty());
    b.script(_ -> Optional.empty());
    try (var director = director("silence: 100ms");
        var client = new RadiusClient(director.address("vpn"))) {
      // The first checks have their events, which are none of those that are looked for.
      awaitTrue(
          () ->
              List.of("a", "b").stream()
                  .allMatch(
                      name -> director.member("gateways", name).status().health() == Health.UP));
      awaitTrue(() -> director.director().events().after(0).size() >= 2);
      long before = director.director().events().after(0).getLast().id();
      var sent = new AtomicInteger();
      awaitTrue(
          () -> {
            // Each identifier is used again, at once and again once its answer is owed.
            int identifier = sent.incrementAndGet() % 64;
            client.send(RadiusClient.login(identifier, "nobody" + sent));
            client.send(RadiusClient.login(identifier, "nobody" + sent));
            return List.of("a", "b").stream()
                .allMatch(
                    name -> {
                      var member = director.member("gateways", name);
                      return director.director().health().checks(member).getFirst().inARow() > 3;
                    });
          });
      assertThat(all()).hasSizeGreaterThan(6);
      assertThat(director.director().events().after(before)).isEmpty();
    }
  }

  @Test
  void beyond_the_limit_who_has_waited_longest_gives_way() throws IOException {
    a.script(_ -> Optional.empty());
    b.script(_ -> Optional.empty());
    var limited =
        "threads: 1\n" + VPN.replaceFirst("radius: ", "limits: {connections: 4}\n    radius: ");
    try (var director = RunningDirector.start(folder, limited, values("silence: 10m"));
        var client = new RadiusClient(director.address("vpn"))) {
      for (int i = 1; i <= 6; i++) {
        client.send(RadiusClient.login(i, "user" + i));
      }
      awaitTrue(() -> all().size() == 6);
      var service = director.service("vpn");
      assertThat(service.open()).isEqualTo(4);
      assertThat(service.counters().turnedAway(Refusal.CONNECTIONS)).isEqualTo(2);
      for (var member : List.of(a, b)) {
        for (var got : member.received()) {
          member.send(ScriptedMember.accept(got.packet()), got.from());
        }
      }
      var answered = new TreeSet<Integer>();
      while (answered.size() < 4) {
        answered.add(client.reply().identifier());
      }
      assertThat(answered).containsExactly(3, 4, 5, 6);
      client.hearsNothing();
      director.awaitQuiet();
    }
  }

  @Test
  void what_nobody_answers_is_over_in_time() throws IOException {
    a.script(_ -> Optional.empty());
    b.script(_ -> Optional.empty());
    var quick = VPN.replaceFirst("radius: ", "timeouts: {response: 200ms}\n    radius: ");
    try (var director = RunningDirector.start(folder, quick, values("silence: 10m"));
        var client = new RadiusClient(director.address("vpn"))) {
      client.send(RadiusClient.login(1, "nemo"));
      var service = director.service("vpn");
      awaitTrue(() -> service.counters().turnedAway(Refusal.UNREACHABLE) == 1);
      director.awaitQuiet();
      assertThat(service.open()).isZero();
    }
  }

  @Test
  void a_draining_member_keeps_its_challenges_and_loses_its_people() throws IOException {
    for (var member : List.of(a, b)) {
      member.script(
          request ->
              Optional.of(
                  ScriptedMember.reply(
                      request,
                      Code.ACCESS_CHALLENGE,
                      Attribute.of(AttributeType.STATE, RadiusClient.random()))));
    }
    try (var director = director("");
        var client = new RadiusClient(director.address("vpn"))) {
      var state =
          client.ask(RadiusClient.login(1, "nemo")).first(AttributeType.STATE).orElseThrow();
      var first = a.received().isEmpty() ? b : a;
      var other = first == a ? b : a;
      var member = director.member("gateways", first == a ? "a" : "b");
      director.pool("gateways").drain(member, "test");
      client.ask(RadiusClient.login(2, "nemo", state));
      assertThat(first.received()).hasSize(2);
      client.ask(RadiusClient.login(3, "nemo"));
      assertThat(other.received()).hasSize(1);
    }
  }

  @Test
  void a_reload_keeps_what_is_in_flight_and_who_knows_whom() throws IOException {
    try (var director = director("silence: 10m");
        var client = new RadiusClient(director.address("vpn"))) {
      client.ask(RadiusClient.login(1, "nemo"));
      var known = a.received().isEmpty() ? b : a;
      known.script(_ -> Optional.empty());
      var login = RadiusClient.login(2, "nemo");
      client.send(login);
      awaitTrue(() -> known.received().size() == 2);
      assertThat(director.apply(VPN, values("silence: 5m"))).isEmpty();
      client.send(login);
      awaitTrue(() -> known.received().size() == 3);
      assertThat(known.received().get(2).from()).isEqualTo(known.received().get(1).from());
      known.send(ScriptedMember.accept(login), known.received().get(1).from());
      assertThat(client.reply()).isEqualTo(ScriptedMember.accept(login));
      known.script(request -> Optional.of(ScriptedMember.accept(request)));
      client.ask(RadiusClient.login(3, "nemo"));
      assertThat(known.received()).hasSize(4);
    }
  }

  @Test
  void a_stop_waits_for_the_reply() throws Exception {
    a.script(_ -> Optional.empty());
    b.script(_ -> Optional.empty());
    try (var director = director("silence: 10m");
        var client = new RadiusClient(director.address("vpn"))) {
      var login = RadiusClient.login(1, "nemo");
      client.send(login);
      awaitTrue(() -> all().size() == 1);
      var stop = Thread.ofVirtual().start(() -> director.director().stop(Duration.ofSeconds(30)));
      var asked = a.received().isEmpty() ? b : a;
      awaitTrue(() -> director.director().addresses("vpn").isEmpty());
      asked.send(ScriptedMember.accept(login), asked.received().getFirst().from());
      assertThat(client.reply()).isEqualTo(ScriptedMember.accept(login));
      assertThat(stop.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void the_source_is_kept_where_it_is_to_be() throws IOException {
    assumeTrue(Transport.best() == Transport.EPOLL, "IP_TRANSPARENT is Linux's");
    try (var loops = Loops.open(1, Transport.EPOLL)) {
      var refused = loops.refusesForeignSources();
      assumeTrue(refused.isEmpty(), refused::toString);
    }
    try (var director = director("source: preserve");
        var client =
            new RadiusClient(director.address("vpn"), InetAddress.ofLiteral("127.0.0.5"))) {
      client.ask(RadiusClient.login(1, "nemo"));
      assertThat(all().getFirst().from().getAddress())
          .isEqualTo(InetAddress.ofLiteral("127.0.0.5"));
    }
  }

  @Test
  void a_login_is_one_line_of_the_access_log() throws IOException {
    a.script(request -> Optional.of(ScriptedMember.reply(request, Code.ACCESS_REJECT)));
    b.script(request -> Optional.of(ScriptedMember.reply(request, Code.ACCESS_REJECT)));
    int port;
    try (var director = director("");
        var client = new RadiusClient(director.address("vpn"))) {
      client.ask(RadiusClient.login(1, "nemo"));
      port = client.port();
    }
    assertThat(Files.readString(folder.resolve("access.log")))
        .matches(
            "(?s)\\S+ vpn 127\\.0\\.0\\.1:" + port + " [ab] .*Access-Request nemo 3 .* ok.*\\n");
  }
}
