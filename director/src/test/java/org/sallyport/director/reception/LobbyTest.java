package org.sallyport.director.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.director.harness.RunningDirector.awaitTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.service.Refusal;
import org.sallyport.testkit.EchoServer;
import org.sallyport.testkit.RawClient;
import org.sallyport.testkit.RawClient.Ending;

/** Clients that connect and say nothing. */
@ExtendWith(NoLeaks.class)
final class LobbyTest {
  private static final String SERVICE =
      """
      threads: 1
      services:
        keys.test:
          listen: 127.0.0.1:0
          tls: passthrough
          pool: p
          limits: {connections: 8, connections-per-address: %s}
          proxy-protocol-from: [127.0.0.3/32]
      pools:
        p: {kind: stateless, members: {a: {address: %s}}, health: [{check: tcp, rise: 1}]}
      """;

  @TempDir Path folder;
  private final List<RawClient> silent = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (var client : silent) {
      client.close();
    }
  }

  private RawClient connect(RunningDirector director, String from) throws IOException {
    var client = RawClient.connect(director.address("keys.test"), InetAddress.ofLiteral(from));
    silent.add(client);
    return client;
  }

  private void assertRefused(RunningDirector director, String from) throws IOException {
    try {
      assertThat(connect(director, from).awaitEnd()).isEqualTo(Ending.RESET);
    } catch (SocketException reset) {
      // It came before the connection was ours.
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "1, 1", "3, 3"})
  void one_address_leaves_room_for_others(int limit, int most) throws IOException {
    try (var echo = EchoServer.start();
        var director = RunningDirector.start(folder, SERVICE, limit, echo.address())) {
      for (int i = 0; i < most; i++) {
        connect(director, "127.0.0.1");
      }
      assertRefused(director, "127.0.0.1");
      var counters = director.service("keys.test").counters();
      awaitTrue(() -> counters.turnedAway(Refusal.ADDRESS_CONNECTIONS) == 1);

      connect(director, "127.0.0.2").send("no hello");
      awaitTrue(() -> counters.turnedAway(Refusal.CLIENT_HELLO) == 1);

      silent.getFirst().close();
      awaitTrue(
          () -> {
            try {
              connect(director, "127.0.0.1").send("no hello");
            } catch (SocketException stillFull) {
              return false;
            }
            return counters.turnedAway(Refusal.CLIENT_HELLO) >= 2;
          });
    }
  }

  @Test
  void a_proxy_may_speak_for_as_many_as_there_is_room_for() throws IOException {
    try (var echo = EchoServer.start();
        var director = RunningDirector.start(folder, SERVICE, 1, echo.address())) {
      for (int i = 0; i < 8; i++) {
        connect(director, "127.0.0.3");
      }
      assertRefused(director, "127.0.0.3");
      var counters = director.service("keys.test").counters();
      awaitTrue(() -> counters.turnedAway(Refusal.CONNECTIONS) == 1);
      assertThat(counters.turnedAway(Refusal.ADDRESS_CONNECTIONS)).isZero();
    }
  }
}
