package org.sallyport.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@Timeout(30)
final class LoadGeneratorTest {
  private static final int STALL_MILLIS = 200;
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

  @AutoClose private final LoadGenerator generator = new LoadGenerator();

  @AutoClose
  private final ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());

  private final CountDownLatch mayAnswer = new CountDownLatch(1);

  LoadGeneratorTest() throws IOException {}

  @BeforeEach
  void serve() {
    Thread.ofVirtual().start(this::accept);
  }

  @Test
  void a_stall_is_felt_by_every_request_that_was_due_in_it() {
    try (var run = generator.start(plan(false))) {
      waitForStall();
      mayAnswer.countDown();
      var completed = 0L;
      var slowest = 0.0;
      while (completed < 20) {
        var window = run.cut();
        completed += window.completed();
        slowest = Math.max(slowest, window.max());
        assertThat(window.failed()).isZero();
        Thread.onSpinWait();
      }
      assertThat(slowest).isGreaterThan(STALL_MILLIS * 1e3 / 2);
    }
  }

  @Test
  void a_new_connection_for_each_request_is_closed_after_the_answer() {
    mayAnswer.countDown();
    try (var run = generator.start(plan(true))) {
      var completed = 0L;
      while (completed < 20) {
        var window = run.cut();
        completed += window.completed();
        assertThat(window.failed()).isZero();
        Thread.onSpinWait();
      }
    }
  }

  /** Time must pass for real here: it is what the test is about. */
  private static void waitForStall() {
    var end = System.nanoTime() + STALL_MILLIS * 1_000_000L;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private LoadPlan plan(boolean newConnectionEach) {
    var target = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    return new LoadPlan(target, false, "test.example", "/", 2, 200, newConnectionEach);
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      }
    } catch (IOException e) {
      assertThat(server.isClosed()).as("%s", e).isTrue();
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      mayAnswer.await();
      while (readHead(socket.getInputStream())) {
        socket.getOutputStream().write(ANSWER);
      }
    } catch (IOException e) {
      assertThat(socket.isClosed()).as("%s", e).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean readHead(InputStream in) throws IOException {
    var last = 0;
    for (var b = in.read(); b >= 0; b = in.read()) {
      last = (last << 8) | b;
      if (last == 0x0D0A0D0A) {
        return true;
      }
    }
    return false;
  }
}
