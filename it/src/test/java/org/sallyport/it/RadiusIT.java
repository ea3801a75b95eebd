package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.pool.Health;
import org.sallyport.testkit.Peers;
import org.sallyport.wire.radius.Dictionary;
import org.sallyport.wire.radius.DictionaryResult;

/** radclient in front, two FreeRADIUS behind. */
final class RadiusIT {
  private static final Path DICTIONARIES = Path.of("/usr/share/freeradius");
  private static final String ACCEPT = "Access-Accept";

  @TempDir private Path folder;

  private LocalDirector director(String keys, String check, FreeRadius... members)
      throws IOException {
    Files.writeString(folder.resolve("secret"), FreeRadius.SECRET);
    var entries = new ArrayList<String>();
    for (var member : members) {
      entries.add(member.member());
    }
    return LocalDirector.start(
        folder,
        """
        services:
          vpn:
            listen: [127.0.0.1:0/udp, 127.0.0.2:0/udp]
            protocol: radius
            pool: gateways
            radius: { %s }
        pools:
          gateways:
            kind: stateless
            policy: round-robin
            health: [{ check: radius, secret: file:secret, %s }]
            members: { %s }
        """
            .formatted(keys, check, String.join(", ", entries)));
  }

  private Radclient client(LocalDirector director) throws IOException {
    return Radclient.to(director.port("vpn"), folder, FreeRadius.SECRET);
  }

  @Test
  void logins_take_turns_and_a_wrong_password_is_refused() throws Exception {
    try (var a = FreeRadius.start(folder, "a");
        var b = FreeRadius.start(folder, "b");
        var director = director("", "every: 3s, timeout: 3s", a, b)) {
      var client = client(director);
      var servers = new TreeMap<String, Integer>();
      for (int i = 0; i < 6; i++) {
        var answer = client.login("user" + i, FreeRadius.PASSWORD);
        assertThat(answer.code()).as(answer.output()).contains(ACCEPT);
        servers.merge(answer.value("Filter-Id").orElseThrow(), 1, Integer::sum);
      }
      assertThat(servers).isEqualTo(Map.of("a", 3, "b", 3));
      assertThat(client.login("user", "wrong").code()).contains("Access-Reject");
      assertThat(client.status().code()).contains(ACCEPT);
    }
  }

  @Test
  void the_answer_to_a_challenge_reaches_the_server_that_challenged() throws Exception {
    try (var a = FreeRadius.start(folder, "a");
        var b = FreeRadius.start(folder, "b");
        var director = director("affinity: 0s", "every: 3s, timeout: 3s", a, b)) {
      var client = client(director);
      for (int i = 0; i < 4; i++) {
        var challenge = client.login("asked" + i, FreeRadius.PASSWORD);
        assertThat(challenge.code()).as(challenge.output()).contains("Access-Challenge");
        var state = "State = " + challenge.value("State").orElseThrow();
        // A login in between moves the turn on.
        client.login("other", FreeRadius.PASSWORD);
        var answer = client.login("asked" + i, FreeRadius.PASSWORD, state);
        assertThat(answer.code()).as(answer.output()).contains(ACCEPT);
      }
    }
  }

  @Test
  void a_retransmission_finds_the_other_server_when_one_is_silent() throws Exception {
    try (var a = FreeRadius.start(folder, "a");
        var b = FreeRadius.start(folder, "b");
        var director = director("silence: 500ms", "every: 1h, timeout: 20s", a, b)) {
      a.fallSilent();
      var client = client(director).patience(1, 30);
      for (int i = 0; i < 2; i++) {
        var answer = client.login("user" + i, FreeRadius.PASSWORD);
        assertThat(answer.code()).as(answer.output()).contains(ACCEPT);
        assertThat(answer.value("Filter-Id")).contains("b");
      }
      a.kill();
    }
  }

  @Test
  void a_server_that_is_killed_gets_no_login_until_it_answers_again() throws Exception {
    try (var a = FreeRadius.start(folder, "a");
        var b = FreeRadius.start(folder, "b");
        var director = director("", "every: 1s, timeout: 1s", a, b)) {
      a.kill();
      director.awaitHealth("a", Health.DOWN);
      var client = client(director);
      for (int i = 0; i < 4; i++) {
        assertThat(client.login("user" + i, FreeRadius.PASSWORD).value("Filter-Id")).contains("b");
      }
      a.startAgain();
      director.awaitHealth("a", Health.UP);
      b.kill();
      director.awaitHealth("b", Health.DOWN);
      assertThat(client.login("user", FreeRadius.PASSWORD).value("Filter-Id")).contains("a");
    }
  }

  @Test
  void another_secret_than_the_servers_is_told_as_the_cause() throws Exception {
    try (var a = FreeRadius.start(folder, "a")) {
      Files.writeString(folder.resolve("secret"), "another secret");
      try (var director =
          LocalDirector.start(
              folder,
              """
              services:
                vpn: { listen: 127.0.0.1:0/udp, protocol: radius, pool: gateways }
              pools:
                gateways:
                  kind: stateless
                  health: [{ check: radius, secret: file:secret, every: 2s, timeout: 1s }]
                  members: { %s }
              """
                  .formatted(a.member()))) {
        // A server does not answer whom it cannot verify (RFC 5997 section 4.3).
        director.awaitCause("a", "no answer to Status-Server");
      }
    }
  }

  @Test
  void accounting_reaches_the_port_for_accounting() throws Exception {
    try (var a = FreeRadius.start(folder, "a");
        var director = director("", "every: 3s, timeout: 3s", a)) {
      var client = client(director);
      assertThat(client.accounting("nemo", "Start", "s1").code()).contains("Accounting-Response");
      assertThat(client.accounting("nemo", "Stop", "s1").code()).contains("Accounting-Response");
      assertThat(a.output()).contains("Received Accounting-Request");
    }
  }

  /** The numbers of vendors' attributes are facts that others have collected too. */
  @Test
  void names_and_numbers_of_vendors_are_those_that_freeradius_knows() throws Exception {
    Peers.require("freeradius");
    var known = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    var line = Pattern.compile("^ATTRIBUTE\\s+(\\S+)\\s+(\\d+)\\s", Pattern.MULTILINE);
    try (var files = Files.list(DICTIONARIES)) {
      for (var file : files.filter(f -> f.toString().contains("dictionary.")).toList()) {
        var matcher = line.matcher(Files.readString(file, ISO_8859_1));
        while (matcher.find()) {
          known.merge(matcher.group(1), matcher.group(2), (x, y) -> x + "," + y);
        }
      }
    }
    var standard = Dictionary.standard();
    for (var name : standard.names()) {
      var type = standard.find(name).orElseThrow().type();
      assertThat(known.getOrDefault(name, "not there").split(",")).as(name).contains("" + type);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fortinet", "paloalto", "cisco", "f5", "checkpoint", "juniper"})
  void dictionary_files_of_freeradius_are_read(String vendor) throws Exception {
    Peers.require("freeradius");
    var file = Files.readString(DICTIONARIES.resolve("dictionary." + vendor), ISO_8859_1);
    assertThat(Dictionary.standard().with(file)).isInstanceOf(DictionaryResult.Loaded.class);
  }
}
