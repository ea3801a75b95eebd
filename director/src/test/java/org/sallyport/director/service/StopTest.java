package org.sallyport.director.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.Text;
import org.sallyport.testkit.EchoServer;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient;
import org.sallyport.testkit.TestPki;

/** What a director that stops gives back; {@link NoLeaks} looks at what it kept. */
@ExtendWith(NoLeaks.class)
final class StopTest {
  private static final String RE_ENCRYPT =
      """
      threads: 2
      services:
        web:
          listen: 127.0.0.1:0
          protocol: http
          tls: re-encrypt
          certificates: [{chain: web.pem, key: file:web.key}]
          member-tls: {trust: trust.pem, name: member.test}
          timeouts: {keep-alive: %ss}
          pool: p
      pools:
        p:
          kind: stateless
          policy: ordered
          members: {a: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;

  private static final String RELAY =
      """
      services: {relay: {listen: 127.0.0.1:0, pool: p}}
      pools: {p: {kind: stateless, members: {a: {address: %s}}, health: [{check: tcp, rise: 1}]}}
      """;

  private final TestPki pki = TestPki.shared();
  @TempDir private Path folder;

  @Test
  void encrypted_connections_that_rest_are_freed_with_their_contexts() throws Exception {
    TestPki.write(folder, "web", pki.server("web.test"));
    pki.writeTrust(folder);
    var tls = TestPki.serverContext(pki.server("member.test"));
    for (int round = 0; round < 3; round++) {
      try (var origin = HttpOrigin.start((asked, to) -> to.respond(200, "ok"), tls);
          var director = RunningDirector.start(folder, RE_ENCRYPT, 60, origin.address())) {
        askAtOnce(director, 6);
        // A reload lets some of them belong to a service that is on its way out.
        assertThat(director.apply(RE_ENCRYPT, 61, origin.address())).isEmpty();
        askAtOnce(director, 6);

        RunningDirector.awaitTrue(() -> director.member("p", "a").traffic().openConnections() > 0);
      }
    }
  }

  @Test
  void a_director_that_drains_can_be_asked_what_it_counts() throws Exception {
    try (var echo = EchoServer.start();
        var director = RunningDirector.start(folder, RELAY, echo.address())) {
      CompletableFuture<Integer> stop;
      try (var client = director.connect("relay")) {
        client.send("one");
        assertThat(client.read(3)).asString().isEqualTo("one");
        stop =
            CompletableFuture.supplyAsync(
                () -> director.director().stop(Duration.ofMinutes(5)), Thread::startVirtualThread);
        RunningDirector.awaitTrue(() -> director.director().addresses("relay").isEmpty());

        var asked =
            CompletableFuture.supplyAsync(
                director.director()::accessLinesDropped, Thread::startVirtualThread);
        assertThat(asked.get(30, TimeUnit.SECONDS)).isZero();
        assertThat(stop).isNotDone();
      }
      assertThat(stop.get(30, TimeUnit.SECONDS)).isZero();
    }
  }

  private void askAtOnce(RunningDirector director, int count) throws Exception {
    var clients = new ArrayList<RawClient>();
    for (int i = 0; i < count; i++) {
      clients.add(RawClient.connectTls(director.address("web"), pki.clientContext(), "web.test"));
    }
    for (var client : clients) {
      client.send(Text.get("/"));
    }
    for (var client : clients) {
      assertThat(client.readResponse()).endsWith("ok");
    }
    // Half of the clients are still there when the director stops.
    for (int i = 0; i < count; i += 2) {
      clients.get(i).close();
    }
  }
}
