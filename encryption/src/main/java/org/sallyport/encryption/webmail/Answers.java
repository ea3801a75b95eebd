package org.sallyport.encryption.webmail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.text.Display;
import org.sallyport.mime.text.MailFile;
import org.sallyport.mime.text.MailReader;

/** Beginnings of answers. */
final class Answers {
  private static final int QUOTED = 32 << 10;

  private final Kit kit;
  private final Mailbox mailbox;

  Answers(Kit kit, Mailbox mailbox) {
    this.kit = kit;
    this.mailbox = mailbox;
  }

  /**
   * Whether somebody may be written to: those of managed domains, and whoever handed in the message
   * that is answered; what a message says in From or Reply-To lets nobody in. A managed domain's
   * mail server may take {@code %} or {@code !} before the {@code @} for a way on to another one
   * (RFC 5321 appendix C), so that such an address is none of its people.
   */
  boolean mayWriteTo(String text, Optional<Mailbox.Kept> original) {
    var address = Address.of(text);
    return address.filter(kit.domains()::manage).filter(each -> !hasWay(each)).isPresent()
        || (address.isPresent()
            && original
                .filter(one -> one.line().folder() == Folder.INBOX)
                .flatMap(one -> one.line().about().senderAddress())
                .equals(address));
  }

  private static boolean hasWay(Address address) {
    return address.local().indexOf('%') >= 0 || address.local().indexOf('!') >= 0;
  }

  Optional<Draft.Answer> draft(Visitor visitor, String id, boolean all) throws IOException {
    kit.vault().needOpen();
    var kept = kit.store().<Optional<Mailbox.Kept>>read(in -> mailbox.find(in, visitor, id));
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    var message = mailbox.message(kept.get());
    return Optional.of(
        message.isEmpty()
            ? new Draft.Answer(Draft.EMPTY, List.of())
            : draft(visitor, kept.get(), message.get(), all));
  }

  private Draft.Answer draft(Visitor visitor, Mailbox.Kept kept, Message message, boolean all)
      throws IOException {
    var header = message.header();
    var leftOut = new ArrayList<String>();
    var own = kept.line().folder() == Folder.SENT;
    var first = own ? "To" : header.count("Reply-To") > 0 ? "Reply-To" : "From";
    var to = allowed(header.addresses(first).mailboxes(), kept, visitor, leftOut);
    if (to.isEmpty() && !own) {
      to = allowed(header.addresses("From").mailboxes(), kept, visitor, leftOut);
    }
    var cc = new LinkedHashMap<String, String>();
    if (all) {
      cc.putAll(allowed(header.addresses("To").mailboxes(), kept, visitor, leftOut));
      cc.putAll(allowed(header.addresses("Cc").mailboxes(), kept, visitor, leftOut));
      to.keySet().forEach(cc::remove);
    }
    var subject = kept.line().about().subject();
    var draft =
        new Draft(
            String.join(", ", to.values()),
            String.join(", ", cc.values()),
            clipped(
                subject.matches("(?is)(re|aw|antwort|sv|ref)\\s*:.*") ? subject : "Re: " + subject),
            quoted(kept, message),
            Optional.of(kept.line().id()));
    return new Draft.Answer(draft, leftOut.stream().distinct().toList());
  }

  /** As long as may be sent; no half of a character is left at its end. */
  private static String clipped(String subject) {
    if (subject.length() <= Composer.LONGEST_SUBJECT) {
      return subject;
    }
    int end = Composer.LONGEST_SUBJECT - 1;
    boolean half = Character.isHighSurrogate(subject.charAt(end - 1));
    return subject.substring(0, half ? end - 1 : end) + "…";
  }

  /** Those that may be written to, without the writer, by their addresses. */
  private Map<String, String> allowed(
      List<org.sallyport.mime.header.Address.Mailbox> mailboxes,
      Mailbox.Kept kept,
      Visitor visitor,
      List<String> leftOut) {
    var allowed = new LinkedHashMap<String, String>();
    for (var each : mailboxes) {
      var address = Address.of(each.address());
      if (address.equals(Optional.of(visitor.address()))) {
        continue;
      }
      if (mayWriteTo(each.address(), Optional.of(kept))) {
        allowed.put(
            address.orElseThrow().text(),
            each.name().isPresent() ? shown(each.name().get(), each.address()) : each.address());
      } else {
        leftOut.add(each.address());
      }
    }
    return allowed;
  }

  /** For a field that people edit: no encoded words. */
  private static String shown(String name, String address) {
    return '"' + name.replaceAll("[\\\\\"\\p{Cntrl}]", " ") + "\" <" + address + ">";
  }

  private static String quoted(Mailbox.Kept kept, Message message) throws IOException {
    var display = MailReader.display(message, message.root(), MailFile::path);
    var text =
        display.bodies().stream()
            .filter(Display.Plain.class::isInstance)
            .map(body -> ((Display.Plain) body).text())
            .findFirst()
            .orElse("");
    if (text.isBlank()) {
      return "";
    }
    var part = text.length() <= QUOTED ? text : text.substring(0, QUOTED);
    return "\n\n"
        + kept.line().about().from()
        + ":\n"
        + part.stripTrailing()
            .lines()
            .map(line -> "> " + line)
            .reduce((a, b) -> a + "\n" + b)
            .orElse("")
        + "\n";
  }
}
