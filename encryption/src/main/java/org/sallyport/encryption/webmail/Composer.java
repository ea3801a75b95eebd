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
  private static final int BASE64_OF = 3;
  private static final int BASE64_MAKES = 4;

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
   * Sends a message, once: the same message of the same form is not sent again.
   *
   * @param once what no other form is called
   * @throws IOException when what it answers, or its files, cannot be read
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public Sent send(Visitor visitor, Draft draft, Attachments files, String once)
      throws IOException {
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
    var copy = copy(visitor, draft, files, once);
    var known = kit.store().read(in -> outcome(in, visitor, copy, estimate(draft, files)));
    return known.isPresent()
        ? known.get()
        : written(visitor, draft, addressed, original, files, copy);
  }

  /** The least octets that a message will have: nobody fills the store with what is refused. */
  private static long estimate(Draft draft, Attachments files) {
    return files.size() / BASE64_OF * BASE64_MAKES + draft.text().length();
  }

  /** The id of the copy: the same for the same message of the same form. */
  private static String copy(Visitor visitor, Draft draft, Attachments files, String once) {
    var all = new ArrayList<String>();
    all.addAll(List.of(visitor.account(), once, draft.to(), draft.cc(), draft.subject()));
    all.addAll(List.of(draft.text(), draft.answers().orElse("")));
    files.files().forEach(file -> all.add(file.content().size() + " " + file.name()));
    return "x_" + Token.digest("sent", String.join("\0", all));
  }

  private Optional<Sent> tooLarge(Draft draft, Attachments files) {
    if (draft.subject().length() > LONGEST_SUBJECT) {
      return Optional.of(new Sent.LongSubject(LONGEST_SUBJECT));
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
      Attachments files,
      String copy)
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
    var what =
        new About(
            visitor.address().text(),
            visitor.address().text(),
            String.join(", ", addressed.envelope().stream().map(MailAddress::toString).toList()),
            draft.subject());
    var content = kit.contents().begin();
    try {
      try (content) {
        letter.write(content, files.files());
      }
      var ready = new Letter(content, letter.messageId(), what, copy);
      return kit.store().write(in -> send(in, visitor, addressed, original, ready));
    } finally {
      kit.contents().discard(content); // unless it is kept
    }
  }

  /** A message that is written and not yet kept. */
  private record Letter(Writing content, String messageId, About about, String copy) {}

  private Optional<Header> header(Mailbox.Kept original) throws IOException {
    return mailbox.message(original).map(message -> message.header());
  }

  private record Room(long sent, Instant since, long left) {}

  /** What comes of a message without looking further; empty: it can be sent. */
  private Optional<Sent> outcome(Transaction in, Visitor visitor, String copy, long octets) {
    if (mailbox.find(in, visitor, copy).isPresent()) {
      return Optional.of(new Sent.Done(copy));
    }
    var now = kit.clock().instant();
    var room = room(in, visitor);
    if (!fresh(room, now) && room.sent() >= kit.settings().sentPerHour()) {
      return Optional.of(new Sent.TooOften(Duration.between(now, room.since().plus(HOUR))));
    }
    return octets > room.left() ? Optional.of(new Sent.OverQuota()) : Optional.empty();
  }

  private static boolean fresh(Room room, Instant now) {
    return !room.since().plus(HOUR).isAfter(now);
  }

  private Sent send(
      Transaction in,
      Visitor visitor,
      Addressed addressed,
      Optional<Mailbox.Kept> original,
      Letter letter) {
    var content = letter.content();
    var now = kit.clock().instant();
    KeptAccount.free(in, visitor.account(), 0); // locks it
    var known = outcome(in, visitor, letter.copy(), content.size());
    if (known.isPresent()) {
      return known.get();
    }
    if (!KeptAccount.take(
        in, visitor.account(), content.size(), kit.settings().quota().bytes(), now)) {
      return new Sent.OverQuota();
    }
    var room = room(in, visitor);
    boolean fresh = fresh(room, now);
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
    intake.insert(
        in,
        letter.copy(),
        visitor.account(),
        Folder.SENT,
        content.id(),
        content.size(),
        letter.about(),
        now,
        true);
    return new Sent.Done(letter.copy());
  }

  private Room room(Transaction in, Visitor visitor) {
    return in.first(
            "SELECT sent, sent_since, COALESCE(quota, ?) - used AS room FROM web_mail_accounts"
                + " WHERE id = ?",
            row -> new Room(row.number("sent"), row.time("sent_since"), row.number("room")),
            kit.settings().quota().bytes(),
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
    MailAddress.parse(visitor.address().text()).ifPresent(all::add); // stands in From
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
