package org.sallyport.encryption.mailqueue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sallyport.encryption.content.Contents;
import org.sallyport.encryption.mailqueue.DeliveryEvents.What;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what came of tries. Any thread; blocks on the store. */
final class Settlement {
  private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

  /** RFC 3463: the time for delivery is over. */
  private static final String EXPIRED = "5.4.7";

  private static final int LONGEST = 500;

  private final MailQueue queue;
  private final Contents contents;
  private final DeliveryEvents events;
  private final Backoff backoff;
  private final QueueCounts counts = new QueueCounts();

  Settlement(MailQueue queue, Contents contents, DeliveryEvents events, Backoff backoff) {
    this.queue = queue;
    this.contents = contents;
    this.events = events;
    this.backoff = backoff;
  }

  QueueCounts counts() {
    return counts;
  }

  void settle(Leased delivery, List<Outcome> outcomes, Via via) {
    if (outcomes.size() != delivery.numbers().size()) {
      throw new IllegalArgumentException("each recipient has an outcome");
    }
    outcomes.forEach(counts::tried);
    boolean over = !queue.clock().instant().isBefore(delivery.expires());
    var results = new ArrayList<Result>();
    for (int i = 0; i < outcomes.size(); i++) {
      results.add(Result.of(delivery, i, outcomes.get(i), over));
      if (over && results.getLast().what() == What.REFUSED) {
        counts.expired();
      }
    }
    var letters = letters(delivery, results, via);
    queue.write(in -> write(in, delivery, results, letters, via));
    LOG.atInfo()
        .addKeyValue("message", delivery.message())
        .addKeyValue("trace", delivery.trace())
        .addKeyValue("lane", delivery.lane())
        .addKeyValue("try", delivery.tries() + 1)
        .addKeyValue("delivered", count(results, What.DELIVERED))
        .addKeyValue("deferred", count(results, What.DEFERRED))
        .addKeyValue("refused", count(results, What.REFUSED))
        .addKeyValue("reply", results.getFirst().reply())
        .log("mail-tried");
  }

  private static long count(List<Result> results, What what) {
    return results.stream().filter(each -> each.what() == what).count();
  }

  /** What a try means for one recipient. */
  private record Result(Report.Told told, What what) {
    static Result of(Leased delivery, int place, Outcome outcome, boolean over) {
      return switch (outcome) {
        case Outcome.Accepted(var reply) -> made(delivery, place, What.DELIVERED, reply);
        case Outcome.Refused(var reply) -> made(delivery, place, What.REFUSED, reply);
        case Outcome.Deferred(var reply) -> deferred(delivery, place, reply.toString(), over);
        case Outcome.Unknown(var reason) -> deferred(delivery, place, reason, over);
      };
    }

    private static Result made(Leased delivery, int place, What what, Reply reply) {
      var status =
          reply.status().map(Object::toString).orElse(Math.min(reply.code() / 100, 5) + ".0.0");
      return new Result(told(delivery, place, status, reply.toString()), what);
    }

    private static Result deferred(Leased delivery, int place, String why, boolean over) {
      return over
          ? new Result(
              told(delivery, place, EXPIRED, "given up after the time for it; at last: " + why),
              What.REFUSED)
          : new Result(told(delivery, place, "4.0.0", why), What.DEFERRED);
    }

    private static Report.Told told(Leased delivery, int place, String status, String reply) {
      var line = reply.replaceAll("\\p{Cntrl}+", " ").strip();
      return new Report.Told(
          delivery.numbers().get(place),
          delivery.envelope().to().get(place),
          status,
          line.length() > LONGEST ? line.substring(0, LONGEST) : line);
    }

    String reply() {
      return told.reply();
    }
  }

  private List<ReportLetter> letters(Leased delivery, List<Result> results, Via via) {
    if (!delivery.reports() || delivery.envelope().from().isEmpty()) {
      return List.of(); // RFC 5321 section 6.1: a report is never answered by one
    }
    var letters = new ArrayList<ReportLetter>();
    add(letters, ReportKind.FAILED, What.REFUSED, delivery, results, via);
    if (isLate(delivery) && !delivery.delayed()) {
      add(letters, ReportKind.DELAYED, What.DEFERRED, delivery, results, via);
    }
    if (!via.reports()) {
      add(letters, ReportKind.RELAYED, What.DELIVERED, delivery, results, via);
    }
    return letters;
  }

  private boolean isLate(Leased delivery) {
    var delayAfter = queue.parameters().settings().delayAfter();
    return !queue.clock().instant().isBefore(delivery.created().plus(delayAfter));
  }

  private void add(
      List<ReportLetter> letters,
      ReportKind kind,
      What what,
      Leased delivery,
      List<Result> results,
      Via via) {
    var told =
        results.stream()
            .filter(each -> each.what() == what && kind.isWanted(each.told().to().parameters()))
            .map(Result::told)
            .toList();
    if (told.isEmpty()) {
      return;
    }
    try {
      letters.add(ReportLetter.write(new Report(kind, delivery, told, via), queue));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("a report cannot be written", e);
    }
  }

  private void write(
      Transaction in, Leased delivery, List<Result> results, List<ReportLetter> letters, Via via) {
    // Two deliveries of one message may end at the same time, and the last one ends the message.
    if (in.first(
            "SELECT id FROM mail_queue WHERE id = ? ${for update}",
            row -> row.text("id"),
            delivery.message())
        .isEmpty()) {
      return;
    }
    var effective = new HashSet<Long>();
    for (var result : results) {
      if (result.what() == What.DEFERRED
          || DeliveryTable.end(in, delivery, result.told().number())) {
        effective.add(result.told().number());
        note(in, delivery, result);
      }
    }
    letters.forEach(letter -> submit(in, letter, effective));
    if (!DeliveryTable.isDone(in, delivery.id())) {
      wait(in, delivery, results, via);
      return;
    }
    DeliveryTable.remove(in, delivery.id());
    endMessage(in, delivery);
  }

  private void note(Transaction in, Leased delivery, Result result) {
    if (!delivery.trace().isEmpty()) {
      events.note(
          in, delivery.trace(), result.told().to().address(), result.what(), result.reply());
    }
  }

  /** Of recipients that another node has settled meanwhile, that one has told. */
  private void submit(Transaction in, ReportLetter letter, Set<Long> effective) {
    if (letter.report().numbers().stream().anyMatch(effective::contains)) {
      contents.keep(in, letter.text());
      queue.submit(in, letter.submission());
      in.afterCommit(() -> counts.reported(letter.report().kind()));
    }
  }

  private void wait(Transaction in, Leased delivery, List<Result> results, Via via) {
    var now = queue.clock().instant();
    var due = now.plus(backoff.after(delivery.tries()));
    var problem =
        results.stream()
            .filter(each -> each.what() == What.DEFERRED)
            .map(Result::reply)
            .findFirst()
            .orElse("");
    DeliveryTable.later(
        in,
        delivery,
        queue.holder(),
        new DeliveryTable.Waiting(
            due.isAfter(delivery.expires()) ? delivery.expires() : due,
            delivery.delayed() || isLate(delivery),
            via.hop().isEmpty(),
            problem));
  }

  /** Ends a delivery, and tells nobody. */
  void drop(Transaction in, Leased delivery) {
    in.first(
        "SELECT id FROM mail_queue WHERE id = ? ${for update}",
        row -> row.text("id"),
        delivery.message());
    DeliveryTable.remove(in, delivery.id());
    endMessage(in, delivery);
    if (!delivery.trace().isEmpty()) {
      for (var to : delivery.envelope().to()) {
        events.note(
            in, delivery.trace(), to.address(), What.REFUSED, "an administrator has dropped it");
      }
    }
  }

  /** A message ends with its last delivery. */
  private void endMessage(Transaction in, Leased delivery) {
    if (in.run(
            "DELETE FROM mail_queue WHERE id = ? AND NOT EXISTS (SELECT id FROM mail_deliveries"
                + " WHERE message = ?)",
            delivery.message(),
            delivery.message())
        > 0) {
      contents.release(in, delivery.content());
    }
  }
}
