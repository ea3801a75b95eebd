package org.sallyport.director.reception;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.net.loop.Loop;
import org.sallyport.net.loop.Loops;
import org.sallyport.net.loop.Transport;
import org.sallyport.testkit.EchoServer;

final class EntranceTest {
  private static final String SERVICE =
      """
      threads: 1
      services: {relay: {listen: 127.0.0.1:0, protocol: %s, pool: p}}
      pools: {p: {kind: stateless, members: {a: {address: %s}}, health: [{check: tcp, rise: 1}]}}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "http"})
  void a_connection_that_was_admitted_and_never_began_is_counted_out(String protocol)
      throws Exception {
    try (var echo = EchoServer.start();
        var loops = Loops.open(1, Transport.NIO);
        var director =
            RunningDirector.start(
                InstantSource.system(), Transport.NIO, folder, SERVICE, protocol, echo.address());
        var socket = SocketChannel.open(echo.address())) {
      var loop = loops.all().getFirst();
      var service = director.service("relay");
      var entrance = new Entrance();
      entrance.lead(new Directory(List.of(service)));

      var handler = accepted(entrance, loop, new NioSocketChannel(socket));
      assertThat(service.open()).isEqualTo(1);
      on(loop, () -> entrance.lost(handler));

      assertThat(service.open()).isZero();
      assertThat(service.counters().active()).isZero();
    }
  }

  private static ChannelHandler accepted(Entrance entrance, Loop loop, NioSocketChannel channel)
      throws Exception {
    return CompletableFuture.supplyAsync(
            () -> Objects.requireNonNull(entrance.accepted(loop, channel)), loop::execute)
        .get(20, TimeUnit.SECONDS);
  }

  private static void on(Loop loop, Runnable task) throws Exception {
    CompletableFuture.runAsync(task, loop::execute).get(20, TimeUnit.SECONDS);
  }
}
