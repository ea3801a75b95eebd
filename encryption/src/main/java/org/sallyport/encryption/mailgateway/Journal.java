package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.content.Writing;
import org.sallyport.encryption.mailqueue.Leased;
import org.sallyport.encryption.mailqueue.Route;
import org.sallyport.encryption.mailqueue.Submission;
import org.sallyport.mime.structure.Message;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.Notify;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Reply;

/**
 * One message's way into the store: its mails for the queue, its boxes, a report to the sender, the
 * trace and the hand-over, in one transaction, so that all of it is there after a crash, or nothing
 * and the sender still has the message. One thread.
 */
final class Journal {
  private static final RecipientParameters UNTOLD =
      new RecipientParameters(Set.of(Notify.NEVER), Optional.empty());

  private final Desk desk;
  private final Arrival arrival;
  private final Message message;
  private final Planned planned;
  private final boolean named;
  private final boolean held;

  Journal(
      Desk desk, Arrival arrival, Message message, Planned planned, boolean named, boolean held) {
    this.desk = desk;
    this.arrival = arrival;
    this.message = message;
    this.planned = planned;
    this.named = named;
    this.held = held;
  }

  /** A mail that is written and not yet kept. */
  record Letter(Fate.Mail mail, Writing text) {}

  /** Boxes did not take the message; nothing was written. */
  static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Map<MailAddress, Reply> failed;

    FullException(Map<MailAddress, Reply> failed) {
      super("web mail does not take it for " + failed.size(), null, false, false);
      this.failed = failed;
    }

    Map<MailAddress, Reply> failed() {
      return failed;
    }
  }

  /**
   * Writes everything.
   *
   * @param failed who does not get it, and why, which the sender is told
   * @return what is to be handed over now; none where the queue does it
   * @throws FullException when others do not get it either
   */
  List<Leased> write(
      List<Letter> mails,
      List<MailAddress> boxed,
      Optional<Writing> original,
      Map<MailAddress, Reply> failed)
      throws IOException {
    var report = report(failed);
    return desk.store()
        .write(
            in -> {
              var leased = new ArrayList<Leased>();
              mails.forEach(each -> submit(in, each, leased));
              if (!boxed.isEmpty()) {
                box(in, boxed, original.orElseThrow());
              }
              report.ifPresent(
                  letter -> {
                    desk.contents().keep(in, letter.text());
                    desk.queue().submit(in, letter.submission());
                  });
              if (named) {
                desk.handovers().taken(in, arrival.digest());
              }
              planned.why().write(in, to -> said(to, boxed, failed));
              return List.copyOf(leased);
            });
  }

  private Optional<RefusalReport> report(Map<MailAddress, Reply> failed) throws IOException {
    return failed.isEmpty()
        ? Optional.empty()
        : RefusalReport.write(arrival, message, failed, desk);
  }

  /** Empty: the queue will tell. */
  private Optional<Reply> said(
      MailAddress to, List<MailAddress> boxed, Map<MailAddress, Reply> failed) {
    if (failed.containsKey(to)) {
      return Optional.of(failed.get(to));
    }
    boolean dropped =
        planned.fates().stream()
            .anyMatch(each -> each instanceof Fate.Drop && each.to().contains(to));
    return boxed.contains(to) || dropped ? Optional.of(reply()) : Optional.empty();
  }

  /** Nobody gets it, which the sender is told at once, and the trace says. */
  Reply refused(Reply reply) {
    return desk.store()
        .write(
            in -> {
              planned.why().write(in, _ -> Optional.of(reply));
              return reply;
            });
  }

  /** What the sender is told. */
  Reply reply() {
    return Reply.of(250, "2.0.0", "kept as " + arrival.trace());
  }

  private void submit(Transaction in, Letter letter, List<Leased> leased) {
    desk.contents().keep(in, letter.text());
    var routes = new LinkedHashMap<Route, List<Envelope.To>>();
    for (var to : letter.mail().to()) {
      routes.computeIfAbsent(desk.route(to), _ -> new ArrayList<>()).add(recipient(to));
    }
    boolean first = true;
    for (var each : routes.entrySet()) {
      if (!first) {
        desk.contents().use(in, letter.text().id());
      }
      first = false;
      var submission =
          new Submission(
              arrival.from(),
              arrival.parameters(),
              each.getValue(),
              each.getKey(),
              letter.text().id(),
              arrival.trace(),
              true);
      if (held) {
        leased.addAll(desk.queue().submitLeased(in, submission));
      } else {
        desk.queue().submit(in, submission);
      }
    }
  }

  /** Whom a rule adds the sender does not know, and hears nothing of. */
  private Envelope.To recipient(MailAddress to) {
    return arrival.to().stream()
        .filter(each -> each.address().equals(to))
        .findFirst()
        .orElseGet(() -> new Envelope.To(to, UNTOLD));
  }

  private void box(Transaction in, List<MailAddress> boxed, Writing original) {
    desk.contents().keep(in, original);
    var failed =
        desk.boxes().accept(in, message, original.id(), arrival.from(), boxed, arrival.at());
    if (!failed.isEmpty()) {
      throw new FullException(failed);
    }
    desk.contents().release(in, original.id());
  }
}
