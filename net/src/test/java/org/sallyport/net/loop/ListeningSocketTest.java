package org.sallyport.net.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListeningSocketTest {
  /** Loses each connection between its acceptance and its beginning. */
  private static final class Losing implements Acceptor {
    final ChannelHandler handler = new ChannelInboundHandlerAdapter();
    final BlockingQueue<ChannelHandler> lost = new ArrayBlockingQueue<>(1);

    @Override
    public ChannelHandler accepted(Loop loop, SocketChannel connection) {
      connection.unsafe().closeForcibly();
      return handler;
    }

    @Override
    public void lost(ChannelHandler handler) {
      lost.add(handler);
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void whoever_admitted_a_connection_hears_that_it_never_began(Transport transport)
      throws IOException, InterruptedException {
    var acceptor = new Losing();
    try (var loops = Loops.open(1, transport)) {
      var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var listener = loops.listen(any, acceptor);
      listener.open();
      try (var client = new Socket()) {
        client.connect(listener.address());
        assertThat(acceptor.lost.poll(20, TimeUnit.SECONDS)).isSameAs(acceptor.handler);
      }
      listener.close();
    }
  }
}
