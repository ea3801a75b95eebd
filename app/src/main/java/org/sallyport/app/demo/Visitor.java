package org.sallyport.app.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A client that asks again and again and notes what it sees. What is cut it tries once more, at
 * once, as every browser does; what fails then has failed.
 */
final class Visitor implements AutoCloseable {
  private static final int ATTEMPTS = 2;

  private final String name;
  private final Manner manner;
  private final Target target;
  private final Journal journal;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile long pauseMillis = 20;
  private volatile boolean starting;

  // The visitor's own thread.
  private @Nullable Connection connection;
  private Optional<String> cookie = Optional.empty();

  /** How a visitor behaves. */
  enum Manner {
    /** Keeps its connection and its session. */
    STAYS,
    /** Keeps its session and comes on a new connection each time. */
    RETURNS,
    /** Comes anew each time: a new connection and a new session. */
    COMES_NEW
  }

  /** Where it goes. */
  record Target(SSLContext tls, InetSocketAddress address, String host) {}

  Visitor(String name, Manner manner, Target target, Journal journal) {
    this.name = name;
    this.manner = manner;
    this.target = target;
    this.journal = journal;
  }

  void start() {
    Thread.ofVirtual().name("visitor-" + name).start(this::run);
  }

  String name() {
    return name;
  }

  /** Waits so long from one request to the next. */
  void pause(long millis) {
    pauseMillis = millis;
  }

  /** Logs out: the next request begins another session. */
  void startAnew() {
    starting = true;
  }

  private void run() {
    try {
      while (!stopped.await(pauseMillis, TimeUnit.MILLISECONDS)) {
        if (starting) {
          starting = false;
          cookie = Optional.empty();
          disconnect();
        }
        journal.add(visit());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      disconnect();
    }
  }

  private Visit visit() {
    var cause = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        var outcome = ask();
        return new Visit(name, System.nanoTime(), attempt > 1, outcome);
      } catch (IOException e) {
        disconnect();
        cause = String.valueOf(e.getMessage());
      }
    }
    return new Visit(name, System.nanoTime(), true, new Visit.Failed(cause));
  }

  private Visit.Outcome ask() throws IOException {
    if (manner == Manner.COMES_NEW) {
      cookie = Optional.empty();
    }
    if (manner != Manner.STAYS) {
      disconnect();
    }
    var reply = connected().get("/session", cookie);
    if (reply.status() != 200) {
      disconnect();
      return new Visit.Failed("status " + reply.status());
    }
    cookie = reply.cookie().or(() -> cookie);
    var words = reply.body().strip().split(" ", 3);
    return new Visit.Answered(words[0], words[1], Integer.parseInt(words[2]));
  }

  private Connection connected() throws IOException {
    var open = connection;
    if (open == null) {
      open = Connection.open(target.tls(), target.address(), target.host());
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
