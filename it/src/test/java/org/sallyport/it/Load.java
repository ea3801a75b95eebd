package org.sallyport.it;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sallyport.testkit.RawClient;

/**
 * Clients that ask one after the other, each on a virtual thread, until they are stopped. They
 * repeat nothing: whatever is not an answer of 200 is a failure.
 */
final class Load implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int PAUSE_MILLIS = 3;

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Thread> clients = new ArrayList<>();
  private final Map<String, AtomicLong> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong longestNanos = new AtomicLong();
  private final Opener opener;

  private Load(Opener opener) {
    this.opener = opener;
  }

  /** Opens a client's connection. */
  @FunctionalInterface
  interface Opener {
    RawClient open() throws IOException;
  }

  /** Clients that keep their connections, and open another where the answer says so. */
  static Load keepAlive(int clients, int port) {
    return start(clients, () -> RawClient.connect(loopback(port)), true);
  }

  /** Clients that open a connection for each request. */
  static Load connecting(int clients, Opener opener) {
    return start(clients, opener, false);
  }

  private static Load start(int clients, Opener opener, boolean keep) {
    var load = new Load(opener);
    for (int i = 0; i < clients; i++) {
      load.clients.add(Thread.ofVirtual().start(() -> load.ask(keep)));
    }
    return load;
  }

  /** The address of a port of this machine. */
  static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private void ask(boolean keep) {
    RawClient connection = null;
    try {
      while (!stopped.await(PAUSE_MILLIS, MILLISECONDS)) {
        long began = System.nanoTime();
        connection = once(connection, keep);
        longestNanos.accumulateAndGet(System.nanoTime() - began, Math::max);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(connection);
    }
  }

  private @Nullable RawClient once(@Nullable RawClient kept, boolean keep) {
    var connection = kept;
    try {
      if (connection == null) {
        connection = opener.open().patience(PATIENCE);
      }
      var more = keep ? "" : "Connection: close\r\n";
      connection.send("GET / HTTP/1.1\r\nHost: portal.example.com\r\n" + more + "\r\n");
      var answer = connection.readResponse();
      if (answer.startsWith("HTTP/1.1 200 ")) {
        var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        answers.computeIfAbsent(body, _ -> new AtomicLong()).incrementAndGet();
      } else {
        failures.add(answer);
      }
      if (keep && !answer.toLowerCase(Locale.ROOT).contains("connection: close")) {
        return connection;
      }
    } catch (IOException e) {
      failures.add(e.toString());
    }
    close(connection);
    return null;
  }

  private static void close(@Nullable RawClient connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many answers with this body there were. */
  long answers(String body) {
    var count = answers.get(body);
    return count == null ? 0 : count.get();
  }

  /** Waits until {@code more} further answers have this body. */
  void awaitAnswers(String body, int more) {
    long before = answers(body);
    await()
        .atMost(PATIENCE)
        .alias(more + " answers of " + body + "; failures: " + failures)
        .until(() -> answers(body) >= before + more);
  }

  /** What was no answer. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** The longest that any client has waited for an answer. */
  Duration longest() {
    return Duration.ofNanos(longestNanos.get());
  }

  /** Ends the clients after their present request; to be asked about afterwards. */
  void stop() {
    stopped.countDown();
    await().atMost(PATIENCE).until(() -> clients.stream().noneMatch(Thread::isAlive));
  }

  @Override
  public void close() {
    stop();
  }
}
