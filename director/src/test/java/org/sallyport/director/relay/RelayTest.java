package org.sallyport.director.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.ScriptedServer;
import org.sallyport.net.loop.Transport;
import org.sallyport.testkit.EchoServer;
import org.sallyport.testkit.RawClient;

@ExtendWith(NoLeaks.class)
final class RelayTest {
  static final String RELAY =
      """
      services: {relay: {listen: 127.0.0.1:0, pool: p}}
      pools:
        p:
          kind: stateless
          policy: ordered
          members: {a: {address: %s}}
          health: [{check: tcp, every: 1h, rise: 1}]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void bytes_cut_at_random_come_back_as_they_were_sent(Transport transport) throws IOException {
    try (var echo = EchoServer.greeting("hello\n");
        var director =
            RunningDirector.start(
                java.time.InstantSource.system(), transport, folder, RELAY, echo.address());
        var client = director.connect("relay")) {
      assertThat(client.read(6)).asString().isEqualTo("hello\n");
      var random = new Random(7);
      for (int i = 0; i < 200; i++) {
        var bytes = new byte[1 + random.nextInt(3000)];
        random.nextBytes(bytes);
        client.sendInSegments(bytes, 1 + random.nextInt(bytes.length));
        assertThat(client.read(bytes.length)).isEqualTo(bytes);
      }
      client.finish();
      assertThat(client.awaitEnd()).isEqualTo(RawClient.Ending.CLOSED);
      director.awaitQuiet();
    }
  }

  @Test
  void bytes_sent_one_at_a_time_come_back() throws IOException {
    try (var echo = EchoServer.start();
        var director = RunningDirector.start(folder, RELAY, echo.address());
        var client = director.connect("relay")) {
      var bytes = new byte[2000];
      new Random(3).nextBytes(bytes);
      client.sendInSegments(bytes, 1).finish();
      assertThat(client.readToEnd()).isEqualTo(bytes);
    }
  }

  @Test
  void ten_megabytes_come_back_to_a_client_that_reads_late() throws Exception {
    try (var echo = EchoServer.start();
        var director = RunningDirector.start(folder, RELAY, echo.address());
        var client = director.connect("relay")) {
      var bytes = new byte[10_000_000];
      new Random(5).nextBytes(bytes);
      var sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      client.send(bytes).finish();
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      assertThat(client.readToEnd()).isEqualTo(bytes);
      sender.join();
      director.awaitQuiet();
      var totals = director.member("p", "a").traffic().totals();
      assertThat(totals.bytesIn()).isEqualTo(bytes.length);
      assertThat(totals.bytesOut()).isEqualTo(bytes.length);
    }
  }

  @Test
  void a_client_that_ends_its_side_first_still_gets_the_whole_answer() throws IOException {
    try (var server =
            ScriptedServer.start(
                socket -> {
                  socket.getInputStream().readAllBytes();
                  socket.getOutputStream().write(new byte[5_000_000]);
                });
        var director = RunningDirector.start(folder, RELAY, server.address());
        var client = director.connect("relay")) {
      client.send("question").finish();
      assertThat(client.readToEnd()).hasSize(5_000_000);
      director.awaitQuiet();
    }
  }

  @Test
  void a_member_that_ends_its_side_first_still_gets_the_rest_of_the_client() throws Exception {
    try (var server =
            ScriptedServer.start(
                socket -> {
                  socket.getOutputStream().write("bye".getBytes(US_ASCII));
                  socket.shutdownOutput();
                  ScriptedServer.keep(socket, socket.getInputStream().readAllBytes());
                });
        var director = RunningDirector.start(folder, RELAY, server.address());
        var client = director.connect("relay")) {
      assertThat(client.readToEnd()).asString().isEqualTo("bye");
      client.send("still here").finish();
      assertThat(server.kept()).asString().isEqualTo("still here");
      director.awaitQuiet();
    }
  }

  @Test
  void a_slow_client_that_ends_its_side_after_the_member_did_loses_nothing() throws Exception {
    try (var server =
            ScriptedServer.start(
                socket -> {
                  socket.getOutputStream().write(new byte[3_000_000]);
                  socket.shutdownOutput();
                  ScriptedServer.keep(socket, socket.getInputStream().readAllBytes());
                });
        var director = RunningDirector.start(folder, RELAY, server.address());
        var client = director.connect("relay")) {
      client.read(1);
      client.finish();
      assertThat(client.readToEnd()).hasSize(2_999_999);
    }
  }

  @Test
  void a_client_that_says_nothing_and_ends_its_side_still_hears_the_member() throws IOException {
    try (var server =
            ScriptedServer.start(
                socket -> {
                  socket.getInputStream().readAllBytes();
                  socket.getOutputStream().write("the time is now".getBytes(US_ASCII));
                });
        var director = RunningDirector.start(folder, RELAY, server.address());
        var client = director.connect("relay")) {
      client.finish();
      assertThat(client.readToEnd()).asString().isEqualTo("the time is now");
    }
  }

  @Test
  void a_reset_of_the_member_resets_the_client() throws IOException {
    try (var server =
            ScriptedServer.start(
                socket -> {
                  socket.getInputStream().read();
                  socket.setSoLinger(true, 0);
                });
        var director = RunningDirector.start(folder, RELAY, server.address());
        var client = director.connect("relay")) {
      client.send("x");
      assertThat(client.awaitEnd()).isEqualTo(RawClient.Ending.RESET);
      director.awaitQuiet();
    }
  }

  @Test
  void a_reset_of_the_client_resets_the_member() throws Exception {
    try (var server =
            ScriptedServer.start(
                socket -> {
                  if (socket.getInputStream().read() < 0) {
                    return; // a health check
                  }
                  socket.getOutputStream().write('x');
                  try {
                    socket.getInputStream().readAllBytes();
                    ScriptedServer.keep(socket, "ended".getBytes(US_ASCII));
                  } catch (java.net.SocketException e) {
                    ScriptedServer.keep(socket, "reset".getBytes(US_ASCII));
                  }
                });
        var director = RunningDirector.start(folder, RELAY, server.address());
        var client = director.connect("relay")) {
      client.send("q").read(1);
      client.reset();
      assertThat(server.kept()).asString().isEqualTo("reset");
      director.awaitQuiet();
    }
  }
}
