package org.sallyport.encryption.webmail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.encryption.ignition.VaultColumn;
import org.sallyport.kernel.Secret;
import org.sallyport.mime.header.Address.Mailbox;
import org.sallyport.mime.header.FieldText;
import org.sallyport.mime.structure.Header;

/**
 * What lists show of a message and what is searched; sealed in the store.
 *
 * @param from as people read it: name and address; empty where the message does not say
 * @param sender the address that it was handed in from; empty for reports
 * @param to as people read it
 * @param subject may be empty
 */
public record About(String from, String sender, String to, String subject) {
  private static final int LONGEST = 500;

  /** Makes each of them one line that is not too long. */
  public About {
    from = line(from);
    sender = line(sender);
    to = line(to);
    subject = line(subject);
  }

  private static String line(String text) {
    var one = FieldText.printable(text).strip();
    return one.codePointCount(0, one.length()) <= LONGEST
        ? one
        : one.substring(0, one.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  static About of(Header header, String sender) {
    return new About(
        people(header.addresses("From").mailboxes()),
        sender,
        people(header.addresses("To").mailboxes()),
        header.text("Subject"));
  }

  /** Names and addresses, decoded. */
  static String people(List<Mailbox> mailboxes) {
    return mailboxes.stream()
        .limit(20)
        .map(one -> one.name().map(name -> name + " <" + one.address() + ">").orElse(one.address()))
        .collect(Collectors.joining(", "));
  }

  boolean has(String lower) {
    return from.toLowerCase(Locale.ROOT).contains(lower)
        || to.toLowerCase(Locale.ROOT).contains(lower)
        || subject.toLowerCase(Locale.ROOT).contains(lower);
  }

  byte[] seal(VaultColumn column, String id) {
    try (var all = Secret.ofText(String.join("\n", from, sender, to, subject))) {
      return column.seal(all, id);
    }
  }

  static About open(VaultColumn column, byte[] sealed, String id) {
    try (var all = column.open(sealed, id)) {
      var parts = new String(all.reveal(), UTF_8).split("\n", -1);
      return new About(parts[0], parts[1], parts[2], parts[3]);
    }
  }

  /** The one address that it was handed in from, where there is one. */
  Optional<org.sallyport.encryption.consumer.Address> senderAddress() {
    return org.sallyport.encryption.consumer.Address.of(sender);
  }

  @Override
  public String toString() {
    return "About[hidden]";
  }
}
