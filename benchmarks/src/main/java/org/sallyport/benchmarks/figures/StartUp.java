package org.sallyport.benchmarks.figures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.sallyport.benchmarks.peers.Mode;
import org.sallyport.benchmarks.peers.Peer;
import org.sallyport.benchmarks.peers.Scene;

/**
 * Time from starting the command to the first byte of a member's answer through it, on both
 * processors.
 *
 * @param times how often; the first start is thrown away
 */
public record StartUp(int times) {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final String BOTH = "0,1";
  private static final byte[] REQUEST =
      ("GET /1k HTTP/1.1\r\nHost: " + Scene.HOST + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

  /** Measures all peers. */
  public void measure(Stage stage, List<Peer> peers, Consumer<String> out) throws IOException {
    out.accept(
        """

        ### Start to first byte (http)

        | peer | median ms | fastest | slowest |
        |---|---|---|---|
        """);
    for (var peer : peers) {
      start(stage, peer);
      var millis = new long[times];
      for (var i = 0; i < times; i++) {
        millis[i] = start(stage, peer);
      }
      Arrays.sort(millis);
      out.accept(
          "| %s | %d | %d | %d |%n"
              .formatted(peer.name(), millis[times / 2], millis[0], millis[times - 1]));
    }
  }

  private static long start(Stage stage, Peer peer) throws IOException {
    var begin = System.nanoTime();
    try (var staged = stage.launch(peer, Mode.HTTP, false, BOTH)) {
      while (!answers(staged.scene().port())) {
        if (System.nanoTime() - begin > LIMIT_NANOS) {
          throw new IllegalStateException("no answer: " + staged.process().output());
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(REQUEST);
      var status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return new String(status, StandardCharsets.US_ASCII).endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }
}
