package org.sallyport.encryption.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.net.tls.Loaded;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the letters of an outbox, each with a lease so that nodes do not send it twice; what cannot
 * be sent is tried again, later each time, until its time is over. One thread looks for letters, at
 * once for those of its own node and within {@link #EVERY} for those of others.
 */
public final class Courier implements AutoCloseable {
  /** How often the store is asked for letters that other nodes have left. */
  static final Duration EVERY = Duration.ofSeconds(5);

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10));
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Store store;
  private final Outbox outbox;
  private final Vault vault;
  private final Relay relay;
  private final InstantSource clock;
  private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread looking = Thread.ofVirtual().name("encryption-courier").unstarted(this::run);

  Courier(Store store, Outbox outbox, Vault vault, Relay relay, InstantSource clock) {
    this.store = store;
    this.outbox = outbox;
    this.vault = vault;
    this.relay = relay;
    this.clock = clock;
  }

  /** Reads the files that the settings name; sends nothing until {@link #start}. */
  public static Loaded<Courier> open(
      MailSettings settings, Store store, Outbox outbox, Vault vault, InstantSource clock) {
    return SmtpRelay.open(settings)
        .then(relay -> Loaded.ready(new Courier(store, outbox, vault, relay, clock)));
  }

  /** Begins to look for letters. */
  public void start() {
    looking.start();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        while (vault.isOpen() && sendSome()) {
          // there may be more
        }
        outbox.await(EVERY);
      } catch (StoreException e) {
        LOG.atWarn()
            .addKeyValue("kind", e.kind())
            .addKeyValue("cause", e.getMessage())
            .log("outbox-unknown");
        rest();
      } catch (RuntimeException e) { // a mistake of ours must not end the sending for good
        LOG.error("event=courier-broken", e);
        rest();
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  private void rest() {
    try {
      outbox.await(EVERY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether anything was due. */
  boolean sendSome() throws InterruptedException {
    if (!store.<Boolean>read(outbox::isDue)) {
      return false;
    }
    var some = store.write(outbox::lease);
    sending.invokeAll(some.stream().map(this::task).toList());
    return !some.isEmpty();
  }

  private Callable<Boolean> task(Outbox.Leased leased) {
    return () -> {
      try {
        send(leased);
        return true;
      } catch (StoreException e) {
        // It may have been sent. It is sent again when the lease is over: rather twice than never.
        LOG.atWarn()
            .addKeyValue("letter", leased.kept().id())
            .addKeyValue("cause", e.getMessage())
            .log("letter-not-noted");
        return false;
      } catch (RuntimeException e) { // it is tried again when the lease is over
        LOG.atError().addKeyValue("letter", leased.kept().id()).setCause(e).log("letter-broken");
        return false;
      }
    };
  }

  private void send(Outbox.Leased leased) {
    var letter = leased.kept();
    if (!letter.expires().isAfter(clock.instant())) {
      fail(letter, "its time is over: " + letter.problem());
      return;
    }
    Handed handed;
    try (var content = outbox.open(leased)) {
      handed = relay.hand(letter, content.revealText());
    }
    switch (handed) {
      case Handed.Taken _ -> {
        note(in -> outbox.sent(in, letter.id()));
        LOG.atInfo()
            .addKeyValue("letter", letter.id())
            .addKeyValue("purpose", letter.purpose())
            .addKeyValue("to", letter.recipient())
            .log("letter-sent");
      }
      case Handed.Refused(var reply) -> fail(letter, reply);
      case Handed.Later(var problem) -> postpone(letter, problem);
    }
  }

  private void postpone(KeptLetter letter, String problem) {
    var due = clock.instant().plus(pause(letter.tries()));
    if (due.isAfter(letter.expires())) {
      due = letter.expires();
    }
    Instant next = due;
    note(in -> outbox.later(in, letter.id(), next, problem));
    LOG.atWarn()
        .addKeyValue("letter", letter.id())
        .addKeyValue("purpose", letter.purpose())
        .addKeyValue("to", letter.recipient())
        .addKeyValue("next", next)
        .addKeyValue("cause", problem)
        .log("letter-not-sent");
  }

  private static Duration pause(long tries) {
    return PAUSES.get((int) Math.min(tries, PAUSES.size() - 1));
  }

  private void fail(KeptLetter letter, String problem) {
    note(in -> outbox.failed(in, letter.id(), problem));
    LOG.atError()
        .addKeyValue("letter", letter.id())
        .addKeyValue("purpose", letter.purpose())
        .addKeyValue("to", letter.recipient())
        .addKeyValue("cause", problem)
        .log("letter-failed");
  }

  private void note(Consumer<Transaction> change) {
    store.write(
        in -> {
          change.accept(in);
          return true;
        });
  }

  /** Leaves what is not sent to other nodes, or to the next start. */
  @Override
  public void close() {
    looking.interrupt();
    sending.shutdownNow();
    relay.close();
  }
}
