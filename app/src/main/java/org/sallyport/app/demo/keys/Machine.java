package org.sallyport.app.demo.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.sallyport.client.Client;
import org.sallyport.client.Sync;
import org.sallyport.client.enrolment.Enrolling;
import org.sallyport.client.enrolment.Means;
import org.sallyport.client.key.Passphrases;
import org.sallyport.client.link.LinkLimits;
import org.sallyport.client.link.LinkWatcher;
import org.sallyport.client.link.Stamp;
import org.sallyport.client.log.LogLine;
import org.sallyport.client.log.LogQueue;
import org.sallyport.client.policy.Policies;
import org.sallyport.client.state.StateFolder;

/**
 * A person's machine: it notes a numbered line, polls its policy and brings its log, over and over,
 * on a thread of its own. Methods are for any thread.
 */
final class Machine implements AutoCloseable {
  /** The event of the numbered lines. */
  static final String EVENT = "demo-round";

  private static final LinkLimits LIMITS =
      new LinkLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(1));
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Client client;
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());
  private final AtomicLong longestGap = new AtomicLong();
  private volatile boolean stopped;
  private volatile String lastTrouble = "";
  private final Thread thread = new Thread(this::goAround, "demo-machine");

  private Machine(Client client) {
    this.client = client;
  }

  /** Enrols with an administrator's code. */
  static Enrolling.Outcome enrol(Path state, Stamp stamp, Means.Code code)
      throws IOException, InterruptedException {
    var folder = StateFolder.open(state);
    return new Enrolling(folder, InstantSource.system(), LIMITS, LinkWatcher.none())
        .enrol(stamp, "the demo's machine", code);
  }

  /** The machine that has enrolled there, with its keys. */
  static Machine start(Path state) throws IOException, InterruptedException {
    var client =
        Client.open(StateFolder.open(state), InstantSource.system(), LIMITS)
            .orElseThrow(() -> new IllegalStateException("the machine has not enrolled"));
    Sync.run(client, "demo", Passphrases.none());
    var machine = new Machine(client);
    machine.thread.start();
    return machine;
  }

  private void goAround() {
    try {
      while (!stopped) {
        round();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void round() throws IOException, InterruptedException {
    int number = rounds.incrementAndGet();
    client.note(LogLine.Level.info, EVENT, Map.of("round", Integer.toString(number)));
    switch (client.policies().refresh(client.calls())) {
      case Policies.Outcome.Changed _, Policies.Outcome.Unchanged _ -> noteAnswer();
      case Policies.Outcome.Refused(_, var sentence) -> lastTrouble = sentence;
      case Policies.Outcome.Unreachable(var sentence) -> lastTrouble = sentence;
    }
    if (client.log().upload(client.calls()) instanceof LogQueue.Outcome.Waits waits) {
      lastTrouble = waits.toString();
    }
  }

  private void noteAnswer() {
    long now = System.nanoTime();
    long gap = now - lastAnswer.getAndSet(now);
    longestGap.accumulateAndGet(gap, Math::max);
    answered.incrementAndGet();
  }

  /** Forgets the longest gap so far. */
  void watch() {
    lastAnswer.set(System.nanoTime());
    longestGap.set(0);
  }

  /** The longest time without an answer since {@link #watch}. */
  Duration longestGap() {
    return Duration.ofNanos(longestGap.get());
  }

  int rounds() {
    return rounds.get();
  }

  int answered() {
    return answered.get();
  }

  String lastTrouble() {
    return lastTrouble;
  }

  Client client() {
    return client;
  }

  /** Stops going around, and brings what still waits. */
  void finish() throws IOException, InterruptedException {
    stopped = true;
    thread.join();
    client.log().upload(client.calls());
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    client.close();
  }
}
