package org.sallyport.director.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.ScriptedServer;
import org.sallyport.director.harness.Text;
import org.sallyport.testkit.RawClient;

@ExtendWith(NoLeaks.class)
final class ResponseTimeTest {
  private static final String HASTY =
      HttpBytesTest.WEB
          .replace("pool: p}}", "pool: p, timeouts: {response: 4s}}}")
          .replace("members:", "passive: {failures: 0}\n    members:");

  @TempDir Path folder;

  private static final String PART = "x".repeat(32 * 1024);
  private static final int MANY = 2000;

  @Test
  void a_member_that_takes_an_upload_slowly_and_never_answers_is_a_504() throws Exception {
    var taking = new CountDownLatch(1);
    try (var member =
            ScriptedServer.start(
                socket -> {
                  await(taking);
                  socket.getInputStream().readAllBytes();
                });
        var director = RunningDirector.start(folder, HASTY, member.address());
        var endless = director.connect("web")) {
      int parts = upload(director, endless, MANY);
      var clients = new ArrayList<RawClient>();
      for (int fewer = 0; fewer < 4; fewer++) {
        var client = director.connect("web").patience(Duration.ofSeconds(30));
        clients.add(client);
        upload(director, client, parts - fewer);
      }
      taking.countDown();
      for (var client : clients) {
        assertThat(client.readToEnd()).asString().startsWith("HTTP/1.1 504");
        client.close();
      }
      endless.reset();
      director.awaitQuiet();
    }
  }

  /**
   * Sends a body of that many parts, each when the director has taken the one before; returns how
   * many it took so. What the systems' buffers do not hold waits in the director.
   */
  private static int upload(RunningDirector director, RawClient client, int parts)
      throws IOException {
    var counters = director.service("web").counters();
    long before = counters.bytesIn();
    var head = Text.request("POST", "/", "", "Content-Length: " + parts * PART.length());
    client.send(head);
    for (int part = 0; part < parts; part++) {
      client.send(PART);
      long sent = before + head.length() + (part + 1L) * PART.length();
      if (!within(() -> counters.bytesIn() >= sent)) {
        // The rest of a body that has an end is not many parts more.
        client.send(parts == MANY ? "" : PART.repeat(parts - part - 1));
        return part;
      }
    }
    return parts;
  }

  private static boolean within(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(500_000);
    }
    return true;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
