package org.sallyport.encryption.webmail;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.encryption.content.Writing;
import org.sallyport.encryption.mailqueue.Route;
import org.sallyport.encryption.mailqueue.Submission;
import org.sallyport.mime.header.MessageIds;
import org.sallyport.mime.structure.Header;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.RecipientParameters;

/**
 * How people write: to managed domains, and to whoever handed in the message that they answer. It
 * goes inside as mail from their own address; the path for reports, and the field Sender (RFC 5322
 * section 3.6.2), name this server, which nobody can mistake for theirs. Any thread; blocks on the
 * store.
 */
public final class Composer {
  /** The most people that one message is for. */
  public static final int RECIPIENTS = 50;

  /** The most characters of a text. */
  public static final int LONGEST_TEXT = 1 << 20;

  /** The most characters of a subject. */
  public static final int LONGEST_SUBJECT = 300;

  private static final Duration HOUR = Duration.ofHours(1);

  private final Kit kit;
  private final Mailbox mailbox;
  private final Intake intake;
  private final Answers answers;

  Composer(Kit kit, Mailbox mailbox, Intake intake) {
    this.kit = kit;
    this.mailbox = mailbox;
    this.intake = intake;
    this.answers = new Answers(kit, mailbox);
  }

  /** Takes files while a form is read; closed by the caller, after {@link #send} too. */
  public Attachments attachments() {
    return new Attachments(kit.settings());
  }

  /**
   * The beginning of an answer.
   *
   * @param all whether to everybody whom the original names, as far as they may be written to
   * @return empty where there is no such message
   * @throws IOException when the original cannot be read from the store
   */
  public Optional<Draft.Answer> answer(Visitor visitor, String id, boolean all) throws IOException {
    return answers.draft(visitor, id, all);
  }

  /** Whom a draft is for, or why it goes to nobody. */
  private record Addressed(Recipients to, Recipients cc, List<MailAddress> envelope) {}

  /**
   * Sends a message.
   *
   * @throws IOException when what it answers, or its files, cannot be read
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public Sent send(Visitor visitor, Draft draft, Attachments files) throws IOException {
    kit.vault().needOpen();
    var large = tooLarge(draft, files);
    if (large.isPresent()) {
      return large.get();
    }
    var original =
        draft
            .answers()
            .flatMap(
                id ->
                    kit.store().<Optional<Mailbox.Kept>>read(in -> mailbox.find(in, visitor, id)));
    var to = Recipients.read(draft.to());
    var cc = Recipients.read(draft.cc());
    var unfit = unfit(to, cc, original);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    var addressed =
        new Addressed(
            to,
            cc,
            List.copyOf(
                new LinkedHashSet<>(
                    Stream.concat(to.addresses().stream(), cc.addresses().stream()).toList())));
    return written(visitor, draft, addressed, original, files);
  }

  private Optional<Sent> tooLarge(Draft draft, Attachments files) {
    if (draft.subject().length() > LONGEST_SUBJECT) {
      return Optional.of(new Sent.TooLarge(LONGEST_SUBJECT));
    }
    if (draft.text().length() > LONGEST_TEXT) {
      return Optional.of(new Sent.TooLarge(LONGEST_TEXT));
    }
    long most = kit.settings().message().bytes();
    return files.size() + draft.text().length() > most
        ? Optional.of(new Sent.TooLarge(most))
        : Optional.empty();
  }

  private Optional<Sent> unfit(Recipients to, Recipients cc, Optional<Mailbox.Kept> original) {
    var odd = Stream.concat(to.odd().stream(), cc.odd().stream()).toList();
    if (!odd.isEmpty()) {
      return Optional.of(new Sent.Malformed(odd));
    }
    var all = Stream.concat(to.addresses().stream(), cc.addresses().stream()).distinct().toList();
    if (all.isEmpty()) {
      return Optional.of(new Sent.Nobody());
    }
    if (all.size() > RECIPIENTS) {
      return Optional.of(new Sent.TooMany(RECIPIENTS));
    }
    var others =
        all.stream()
            .filter(each -> !answers.mayWriteTo(each.toString(), original))
            .map(MailAddress::toString)
            .toList();
    return others.isEmpty() ? Optional.empty() : Optional.of(new Sent.NotAllowed(others));
  }

  private Sent written(
      Visitor visitor,
      Draft draft,
      Addressed addressed,
      Optional<Mailbox.Kept> original,
      Attachments files)
      throws IOException {
    var header = original.isEmpty() ? Optional.<Header>empty() : header(original.get());
    var letter =
        new OutgoingText(
            visitor.address().text(),
            kit.settings(),
            addressed.to().field(),
            addressed.cc().field(),
            draft,
            header,
            MessageIds.next(
                kit.settings().from().substring(kit.settings().from().lastIndexOf('@') + 1)),
            kit.clock().instant());
    var content = kit.contents().begin();
    try (content) {
      letter.write(content, files.files());
    }
    var what =
        new About(
            visitor.address().text(),
            visitor.address().text(),
            String.join(", ", addressed.envelope().stream().map(MailAddress::toString).toList()),
            draft.subject());
    return kit.store()
        .write(
            in ->
                send(
                    in,
                    visitor,
                    addressed,
                    original,
                    new Letter(content, letter.messageId(), what)));
  }

  /** A message that is written and not yet kept. */
  private record Letter(Writing content, String messageId, About about) {}

  private Optional<Header> header(Mailbox.Kept original) throws IOException {
    return mailbox.message(original).map(message -> message.header());
  }

  private record Room(long sent, Instant since) {}

  private Sent send(
      Transaction in,
      Visitor visitor,
      Addressed addressed,
      Optional<Mailbox.Kept> original,
      Letter letter) {
    var content = letter.content();
    var now = kit.clock().instant();
    KeptAccount.free(in, visitor.account(), 0); // locks it
    var room = room(in, visitor);
    boolean fresh = !room.since().plus(HOUR).isAfter(now);
    if (!fresh && room.sent() >= kit.settings().sentPerHour()) {
      return new Sent.TooOften(Duration.between(now, room.since().plus(HOUR)));
    }
    if (!KeptAccount.take(
        in, visitor.account(), content.size(), kit.settings().quota().bytes(), now)) {
      return new Sent.OverQuota();
    }
    in.run(
        "UPDATE web_mail_accounts SET sent = ?, sent_since = ? WHERE id = ?",
        fresh ? 1 : room.sent() + 1,
        fresh ? now : room.since(),
        visitor.account());
    kit.contents().keep(in, content);
    kit.contents().use(in, content.id());
    submit(in, visitor, addressed.envelope(), letter, now);
    original.ifPresent(one -> Mailbox.answered(in, visitor, one.line().id(), now));
    in.afterCommit(kit.counts()::sent);
    return new Sent.Done(
        intake.insert(
            in,
            visitor.account(),
            Folder.SENT,
            content.id(),
            content.size(),
            letter.about(),
            now,
            true));
  }

  private Room room(Transaction in, Visitor visitor) {
    return in.first(
            "SELECT sent, sent_since FROM web_mail_accounts WHERE id = ?",
            row -> new Room(row.number("sent"), row.time("sent_since")),
            visitor.account())
        .orElseThrow();
  }

  private void submit(
      Transaction in, Visitor visitor, List<MailAddress> to, Letter letter, Instant now) {
    var trace = AnswerTrace.of(visitor, to, letter.messageId(), letter.content().size(), now);
    kit.traces().record(in, trace);
    var from = MailAddress.parse(kit.settings().from()).orElseThrow();
    var all = new ArrayList<>(to);
    all.add(from);
    kit.queue()
        .submit(
            in,
            new Submission(
                Optional.of(from),
                Notices.parameters(all.toArray(MailAddress[]::new)),
                to.stream().map(each -> new Envelope.To(each, RecipientParameters.NONE)).toList(),
                Route.INSIDE,
                letter.content().id(),
                trace.id(),
                true));
  }
}
