package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.content.Writing;
import org.sallyport.mime.structure.Message;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the store: what is answered at once with its trace, and what is several mails, web
 * mail or the queue's with everything that it needs, in one transaction. Any virtual thread.
 */
final class StoreBooks implements Books {
  private static final Logger LOG = LoggerFactory.getLogger(StoreBooks.class);

  private final Desk desk;

  StoreBooks(Desk desk) {
    this.desk = desk;
  }

  @Override
  public void answered(Arrival arrival, Planned planned, boolean named, Reply reply) {
    desk.store()
        .write(
            in -> {
              planned.why().write(in, _ -> Optional.of(reply));
              if (named && reply.isPositive()) {
                desk.handovers().taken(in, arrival.digest());
              }
              return true;
            });
  }

  @Override
  public Reply doubtful(Arrival arrival, Message message) throws IOException {
    var report = RefusalReport.doubtful(arrival, message, desk);
    return desk.store()
        .write(
            in -> {
              report.ifPresent(
                  letter -> {
                    desk.contents().keep(in, letter.text());
                    desk.queue().submit(in, letter.submission());
                  });
              desk.handovers().taken(in, arrival.digest());
              return Reply.of(250, "2.0.0", "sent before, and may have arrived");
            });
  }

  @Override
  public Reply keep(
      Arrival arrival, Message message, Planned planned, boolean named, Optional<HeldHop> held)
      throws IOException {
    var mails = new ArrayList<Journal.Letter>();
    for (var fate : planned.fates()) {
      if (fate instanceof Fate.Mail mail) {
        var written = write(arrival, mail, held.isPresent());
        if (written.isEmpty()) {
          mails.forEach(each -> desk.contents().discard(each.text()));
          return Intake.NOT_PROTECTED;
        }
        mails.add(new Journal.Letter(mail, written.get()));
      }
    }
    var boxed = new ArrayList<MailAddress>();
    planned.fates().forEach(each -> addBox(boxed, each));
    var original = boxed.isEmpty() ? Optional.<Writing>empty() : Optional.of(copy(arrival));
    var failed = new LinkedHashMap<MailAddress, Reply>();
    for (var bounce : planned.bounces()) {
      bounce.to().forEach(to -> failed.put(to, Intake.bounce(550, bounce)));
    }
    var journal = new Journal(desk, arrival, message, planned, named, held.isPresent());
    return keep(journal, mails, boxed, original, failed, held);
  }

  /** A box that refuses is found within a transaction, and its sender is told by the next one. */
  private Reply keep(
      Journal journal,
      List<Journal.Letter> mails,
      List<MailAddress> boxed,
      Optional<Writing> original,
      Map<MailAddress, Reply> failed,
      Optional<HeldHop> held)
      throws IOException {
    while (true) {
      boxed.removeAll(failed.keySet());
      if (mails.isEmpty() && boxed.isEmpty() && !failed.isEmpty()) {
        return journal.refused(failed.values().iterator().next());
      }
      try {
        var leased = journal.write(mails, boxed, original, failed);
        held.ifPresent(hop -> desk.handOver(hop, leased));
        return journal.reply();
      } catch (Journal.FullException full) {
        failed.putAll(full.failed());
      }
    }
  }

  private static void addBox(List<MailAddress> boxed, Fate fate) {
    if (fate instanceof Fate.Box(var to)) {
      boxed.addAll(to);
    }
  }

  /** Empty: it cannot be protected. */
  private Optional<Writing> write(Arrival arrival, Fate.Mail mail, boolean inline)
      throws IOException {
    var writing = desk.contents().begin();
    if (!inline) {
      writing.write(desk.received(arrival));
    }
    if (mail.body().isEmpty()) {
      arrival.octets().copy(arrival.octets().all(), writing);
    } else {
      writing.write(desk.mark());
      var problem = mail.body().get().write(writing);
      if (problem.isPresent()) {
        LOG.atWarn()
            .addKeyValue("trace", arrival.trace())
            .addKeyValue("cause", problem.get())
            .log("mail-not-protected");
        desk.contents().discard(writing);
        return Optional.empty();
      }
    }
    writing.close();
    return Optional.of(writing);
  }

  private Writing copy(Arrival arrival) throws IOException {
    var writing = desk.contents().begin();
    arrival.octets().copy(arrival.octets().all(), writing);
    writing.close();
    return writing;
  }
}
