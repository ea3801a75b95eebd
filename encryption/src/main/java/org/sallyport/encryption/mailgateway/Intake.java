package org.sallyport.encryption.mailgateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.encryption.ignition.LockedException;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Scan;
import org.sallyport.openpgp.Spool;
import org.sallyport.store.StoreException;
import org.sallyport.wire.smtp.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages that have come in whole: looks whether they may be taken, asks for the plan, and
 * does it. Whatever goes wrong on the way is an answer of 4xx with nothing sent. Any virtual
 * thread.
 */
final class Intake {
  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  static final Reply NOT_PROTECTED = Reply.of(451, "4.7.0", "the message could not be protected");
  private static final Reply LATER = Reply.of(451, "4.3.0", "the message cannot be taken now");
  private static final Reply LOCKED = Reply.of(451, "4.3.0", "not unlocked yet");
  private static final Reply IN_HAND =
      Reply.of(451, "4.5.0", "the same message is being taken already");
  private static final Reply REPEATED = Reply.of(250, "2.0.0", "taken before");
  private static final Reply DROPPED = Reply.of(250, "2.0.0", "taken");

  private final Vault vault;
  private final LoopGuard loops;
  private final Handovers handovers;
  private final Planning planning;
  private final Books books;
  private final MailMetrics metrics;
  private final Path spool;
  private final boolean again;
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();

  Intake(
      Vault vault,
      LoopGuard loops,
      Handovers handovers,
      Planning planning,
      Books books,
      MailMetrics metrics,
      MailGatewaySettings settings) {
    this.vault = vault;
    this.loops = loops;
    this.handovers = handovers;
    this.planning = planning;
    this.books = books;
    this.metrics = metrics;
    this.spool = settings.spool();
    this.again = settings.whenInDoubt() == InDoubt.AGAIN;
  }

  /**
   * What a message is answered with.
   *
   * @param passed whether it ended the transaction that was held open at the next hop
   */
  record Answer(Reply reply, boolean passed) {
    static Answer of(Reply reply) {
      return new Answer(reply, false);
    }
  }

  /** Whether messages can be taken at all. */
  boolean isOpen() {
    return vault.isOpen();
  }

  /**
   * Takes one, or says why not.
   *
   * @param held the connection to the next hop with a transaction for the same recipients; empty:
   *     mail goes by the queue
   */
  Answer take(Arrival arrival, Optional<HeldHop> held) {
    long begun = System.nanoTime();
    var answer = attempt(arrival, held);
    long took = System.nanoTime() - begun;
    metrics.answered(
        arrival.listener(),
        answer.reply(),
        answer.reply().equals(REPEATED),
        arrival.text().size(),
        took);
    LOG.atInfo()
        .addKeyValue("trace", arrival.trace())
        .addKeyValue("listener", arrival.listener())
        .addKeyValue("octets", arrival.text().size())
        .addKeyValue("recipients", arrival.to().size())
        .addKeyValue("answer", answer.reply())
        .addKeyValue("millis", took / 1_000_000)
        .log("mail");
    return answer;
  }

  private Answer attempt(Arrival arrival, Optional<HeldHop> held) {
    if (!isOpen()) {
      return Answer.of(LOCKED);
    }
    try {
      return switch (Message.scan(arrival.octets())) {
        // What cannot be read cannot be held against rules: to pass it could break one.
        case Scan.Unreadable(var reason, _) ->
            Answer.of(Reply.of(554, "5.6.0", "the message cannot be read: " + reason));
        case Scan.Read(var message) -> read(arrival, message, held);
      };
    } catch (LockedException e) {
      return Answer.of(LOCKED);
    } catch (StoreException | IOException | UncheckedIOException e) {
      LOG.atError()
          .addKeyValue("trace", arrival.trace())
          .addKeyValue("cause", String.valueOf(e.getMessage()))
          .log("mail-not-taken");
      return Answer.of(LATER);
    }
  }

  private Answer read(Arrival arrival, Message message, Optional<HeldHop> held) throws IOException {
    var circle = loops.objection(message.header());
    if (circle.isPresent()) {
      return Answer.of(circle.get());
    }
    if (message.header().first("Message-ID").isEmpty()) {
      return handle(arrival, message, false, held);
    }
    if (!inHand.add(arrival.digest())) {
      return Answer.of(IN_HAND);
    }
    try {
      return switch (handovers.known(arrival.digest())) {
        case TAKEN -> Answer.of(REPEATED);
        case DOUBTFUL ->
            again
                ? handle(arrival, message, true, held)
                : Answer.of(books.doubtful(arrival, message));
        case NOTHING -> handle(arrival, message, true, held);
      };
    } finally {
      inHand.remove(arrival.digest());
    }
  }

  private Answer handle(Arrival arrival, Message message, boolean named, Optional<HeldHop> held)
      throws IOException {
    var planned = planning.plan(arrival, message);
    var obstacle = planned.obstacle();
    if (obstacle.isPresent()) {
      return Answer.of(noted(arrival, planned, named, bounce(451, obstacle.get())));
    }
    count(planned);
    var refusal = planned.refusal();
    if (refusal.isPresent()) {
      return Answer.of(noted(arrival, planned, named, bounce(550, refusal.get())));
    }
    if (planned.fates().stream().allMatch(Fate.Drop.class::isInstance)) {
      return Answer.of(noted(arrival, planned, named, DROPPED));
    }
    var sole = planned.sole(arrival.recipients());
    return held.isPresent() && sole.isPresent()
        ? pass(arrival, planned, sole.get(), named, held.get())
        : Answer.of(books.keep(arrival, message, planned, named, held));
  }

  private void count(Planned planned) {
    planned.fates().forEach(each -> metrics.form(each.form(), each.to().size()));
  }

  /** The answer that a bounce is. */
  static Reply bounce(int code, Fate.Bounce bounce) {
    return new Reply(code, Optional.of(bounce.status()), List.of(Sentences.line(bounce.reason())));
  }

  private Reply noted(Arrival arrival, Planned planned, boolean named, Reply reply) {
    books.answered(arrival, planned, named, reply);
    return reply;
  }

  /** One mail for all recipients: the next hop's answer is the sender's. */
  private Answer pass(Arrival arrival, Planned planned, Fate.Mail mail, boolean named, HeldHop held)
      throws IOException {
    if (mail.body().isEmpty()) {
      return passed(
          arrival,
          planned,
          named,
          held.pass(arrival.text()::content, size(arrival.text()), ending(arrival, named)));
    }
    try (var written = new Spool(spool)) {
      written.write(loops.mark().getBytes(US_ASCII));
      var problem = mail.body().get().write(written);
      if (problem.isPresent()) {
        return Answer.of(unprotected(arrival, problem.get()));
      }
      return passed(
          arrival,
          planned,
          named,
          held.pass(written::content, size(written), ending(arrival, named)));
    }
  }

  private Runnable ending(Arrival arrival, boolean named) {
    return named ? () -> handovers.ending(arrival.digest()) : () -> {};
  }

  private static OptionalLong size(Spool spool) {
    return OptionalLong.of(spool.size());
  }

  /** Never in clear instead. */
  private static Reply unprotected(Arrival arrival, String problem) {
    LOG.atWarn()
        .addKeyValue("trace", arrival.trace())
        .addKeyValue("cause", problem)
        .log("mail-not-protected");
    return NOT_PROTECTED;
  }

  /** What the next hop has is the sender's 250, whether or not the store can be told now. */
  private Answer passed(Arrival arrival, Planned planned, boolean named, Reply reply) {
    if (reply.isPositive() && named) {
      handovers.atNextHop(arrival.digest());
    } else {
      handovers.notAtNextHop(arrival.digest());
    }
    try {
      books.answered(arrival, planned, named, reply);
      if (reply.isPositive() && named) {
        handovers.settled(arrival.digest());
      }
    } catch (StoreException e) {
      LOG.atError()
          .addKeyValue("trace", arrival.trace())
          .addKeyValue("cause", String.valueOf(e.getMessage()))
          .log("mail-trace-not-kept");
    }
    return new Answer(reply, true);
  }
}
