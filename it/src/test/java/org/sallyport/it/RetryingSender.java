package org.sallyport.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.kernel.HostPort;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.Content;
import org.sallyport.smtp.client.Dialled;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.smtp.client.SmtpConnection;
import org.sallyport.wire.smtp.MailAddress;

/** A mail server that sends message after message, and each again until it hears 250. */
final class RetryingSender implements AutoCloseable {
  private static final MailAddress ANNA = new MailAddress("anna", "example.com");
  private static final MailAddress BOB = new MailAddress("bob", "example.net");
  private static final MailAddress CARL = new MailAddress("carl", "example.net");

  /** What has its 250, as a sink would count it. */
  final Set<String> sent = ConcurrentHashMap.newKeySet();

  private final List<NextHop> gateway;
  private final SmtpClient client = SmtpClient.open(ClientParameters.named("sender.example"));
  private final CountDownLatch enough = new CountDownLatch(1);
  private final AtomicInteger number = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();

  RetryingSender(int port, int connections) {
    gateway = List.of(NextHop.plain(new HostPort("127.0.0.1", port)));
    for (int i = 0; i < connections; i++) {
      threads.add(Thread.ofVirtual().unstarted(this::run));
    }
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** Ends once every message that has begun has its 250. */
  void finish() throws InterruptedException {
    enough.countDown();
    for (var each : threads) {
      each.join();
    }
  }

  private void run() {
    while (enough.getCount() > 0) {
      switch (client.call(gateway)) {
        case Dialled.Ready(var connection, _) -> {
          try (connection) {
            while (enough.getCount() > 0 && send(connection)) {
              // one after the other
            }
          }
        }
        case Dialled.Unreachable _ -> pause();
      }
    }
  }

  private boolean send(SmtpConnection first) {
    int n = number.incrementAndGet();
    // Every third message is several, each encrypted for one who is named nowhere.
    boolean several = n % 3 == 0;
    var id = "n" + n + "@example.com";
    var envelope = several ? Envelope.plain(ANNA, BOB, CARL) : Envelope.plain(ANNA, BOB);
    var text =
        ("From: anna@example.com\r\nMessage-ID: <"
                + id
                + ">\r\nSubject: "
                + (several ? "[encrypt] " : "")
                + "message "
                + n
                + "\r\n\r\n"
                + "A line of some length that stands for others.\r\n".repeat(40))
            .getBytes(US_ASCII);
    boolean kept = accepted(first, envelope, text);
    boolean done = kept;
    while (!done) {
      done = again(envelope, text);
    }
    envelope.to().forEach(to -> sent.add(id + " " + to.address()));
    return kept;
  }

  private boolean again(Envelope envelope, byte[] text) {
    return switch (client.call(gateway)) {
      case Dialled.Ready(var connection, _) -> {
        try (connection) {
          yield accepted(connection, envelope, text);
        }
      }
      case Dialled.Unreachable _ -> {
        pause();
        yield false;
      }
    };
  }

  private static boolean accepted(SmtpConnection connection, Envelope envelope, byte[] text) {
    var outcomes = connection.deliver(envelope, Content.of(text));
    if (outcomes.stream().anyMatch(Outcome.Refused.class::isInstance)) {
      throw new IllegalStateException("refused: " + outcomes);
    }
    return outcomes.stream().allMatch(Outcome.Accepted.class::isInstance);
  }

  /** A while in which a gateway may come back; not cut short, since the message is to be sent. */
  private static void pause() {
    try {
      assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    enough.countDown();
    client.close();
  }
}
