package org.sallyport.director.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.Text;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient;

/** Browsers open several connections at once, and the loops that take them decide at once. */
@ExtendWith(NoLeaks.class)
final class FirstConnectionsTest {
  private static final String SERVICES =
      """
      services:
        http: {listen: 127.0.0.1:0, protocol: http, pool: p, persistence: {by: source-address}}
        tcp: {listen: 127.0.0.1:0, pool: p, persistence: {by: source-address}}
      pools:
        p:
          kind: stateless
          policy: round-robin
          members: {a: {address: %s}, b: {address: %s}, c: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;
  private static final int CLIENTS = 200;
  private static final int AT_ONCE = 4;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"http", "tcp"})
  void the_first_connections_of_a_client_all_reach_one_member(String service) throws Exception {
    try (var a = HttpOrigin.saying("a");
        var b = HttpOrigin.saying("b");
        var c = HttpOrigin.saying("c");
        var director =
            RunningDirector.start(folder, SERVICES, a.address(), b.address(), c.address());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < CLIENTS; client++) {
        var from = InetAddress.ofLiteral("127.1." + client + ".1");
        Set<String> reached = ConcurrentHashMap.newKeySet();
        var together = new CyclicBarrier(AT_ONCE);
        var asking =
            java.util.stream.IntStream.range(0, AT_ONCE)
                .mapToObj(
                    i -> threads.submit(() -> reached.add(ask(director, service, from, together))))
                .toList();
        for (var one : asking) {
          one.get();
        }
        assertThat(reached).as("members of %s", from).hasSize(1);
      }
    }
  }

  private static String ask(
      RunningDirector director, String service, InetAddress from, CyclicBarrier together)
      throws Exception {
    var request = Text.get("/").getBytes(US_ASCII);
    together.await();
    try (var client = RawClient.connect(director.address(service), from)) {
      var answer = client.send(request).readResponse();
      return answer.substring(answer.length() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
