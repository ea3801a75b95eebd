package org.sallyport.encryption.webmail;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.ignition.VaultColumn;
import org.sallyport.kernel.Ids;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.structure.Message;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.MailAddress;

/** How messages come into mailboxes. */
final class Intake {
  private final Kit kit;
  private final Notices notices;
  private final VaultColumn about;

  Intake(Kit kit, Notices notices) {
    this.kit = kit;
    this.notices = notices;
    this.about = Mailbox.about(kit);
  }

  Map<MailAddress, WebMail.Taken> accept(
      Transaction in,
      Message message,
      String content,
      Optional<MailAddress> from,
      List<MailAddress> to,
      Instant at) {
    var what = About.of(message.header(), from.map(MailAddress::toString).orElse(""));
    var taken = new LinkedHashMap<MailAddress, WebMail.Taken>();
    var boxes = new HashMap<String, WebMail.Taken>();
    // In one order everywhere, as each account stays locked until the end.
    for (var each : to.stream().sorted(Comparator.comparing(Intake::box)).toList()) {
      var box = box(each);
      if (!boxes.containsKey(box)) {
        boxes.put(box, accept(in, what, content, message.octets().size(), each, at));
      }
      taken.put(each, requireNonNull(boxes.get(box)));
    }
    return taken;
  }

  /** However an address is written, it has one box. */
  private static String box(MailAddress address) {
    return Address.of(address.toString()).map(Address::text).orElseGet(address::toString);
  }

  private WebMail.Taken accept(
      Transaction in, About what, String content, long size, MailAddress to, Instant at) {
    var address = Address.of(to.toString());
    if (address.isEmpty()) {
      return refused("the address cannot have a mailbox");
    }
    if (kit.domains().manage(address.get())) {
      return refused("the address is of a managed domain");
    }
    var account = KeptAccount.ensure(in, address.get(), at);
    if (!KeptAccount.take(in, account.id(), size, kit.settings().quota().bytes(), at)) {
      in.afterCommit(() -> kit.counts().accepted(WebMailCounts.Accepted.OVER_QUOTA));
      return new WebMail.Taken.OverQuota();
    }
    kit.contents().use(in, content);
    insert(in, Ids.next('x'), account.id(), Folder.INBOX, content, size, what, at, false);
    tell(in, account, what, at);
    in.afterCommit(() -> kit.counts().accepted(WebMailCounts.Accepted.KEPT));
    return new WebMail.Taken.Kept();
  }

  private WebMail.Taken refused(String why) {
    kit.counts().accepted(WebMailCounts.Accepted.NOT_HERE);
    return new WebMail.Taken.NotHere(why);
  }

  /** Writes a message whose octets are counted, and a use of its content taken. */
  void insert(
      Transaction in,
      String id,
      String account,
      Folder folder,
      String content,
      long size,
      About what,
      Instant at,
      boolean seen) {
    in.run(
        "INSERT INTO web_mail_messages (id, account, folder, content, size, about, at, expires,"
            + " seen, answered, warned) VALUES (?,?,?,?,?,?,?,?,?,0,0)",
        id,
        account,
        folder.name(),
        content,
        size,
        what.seal(about, id),
        at,
        at.plus(kit.settings().messageKept()),
        seen);
  }

  /**
   * A notice, unless one is pending: sent not long ago, and its receiver has not been here since.
   */
  private void tell(Transaction in, KeptAccount account, About what, Instant now) {
    var settings = kit.settings();
    int mine =
        in.run(
            "UPDATE web_mail_accounts SET notified = ?"
                + " WHERE id = ? AND (notified <= ? OR notified <= visited)",
            now,
            account.id(),
            now.minus(settings.noticePause()));
    if (mine == 0) {
      return;
    }
    var who = what.sender().isEmpty() ? kit.organisation() : FieldText.printable(what.sender());
    if (account.isNew()) {
      var until = now.plus(settings.linkLife());
      var token = Links.make(in, account.id(), Links.Kind.FIRST, until);
      notices.send(in, account, Letters.Kind.FIRST, Notices.LINK + token, until, who);
    } else {
      notices.send(in, account, Letters.Kind.AGAIN, "/", now, who);
    }
    in.afterCommit(kit.counts()::notice);
  }
}
