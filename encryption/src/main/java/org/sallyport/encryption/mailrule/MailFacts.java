package org.sallyport.encryption.mailrule;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.sallyport.mime.header.Address;
import org.sallyport.mime.pgp.Appearance;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Header;
import org.sallyport.mime.structure.Message;
import org.sallyport.wire.smtp.MailAddress;

/** What rules look at in a message, found once for all of its recipients. Any thread. */
public final class MailFacts {
  /** Rules see no more of a field than that, in characters. */
  static final int SEEN = 4096;

  private final Optional<MailAddress> returnPath;
  private final Header header;
  private final long size;
  private final Appearance appearance;
  private final Map<String, List<String>> texts = new ConcurrentHashMap<>();
  private final List<String> senders;

  private MailFacts(
      Optional<MailAddress> returnPath, Header header, long size, Appearance appearance) {
    this.returnPath = returnPath;
    this.header = header;
    this.size = size;
    this.appearance = appearance;
    senders =
        Stream.concat(
                returnPath.map(MailAddress::toString).stream(),
                header.addresses("From").mailboxes().stream().map(Address.Mailbox::address))
            .map(each -> each.toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
  }

  /**
   * Of a message.
   *
   * @param returnPath of its envelope; empty for reports
   * @throws IOException when the message cannot be read from where it lies
   */
  public static MailFacts of(Message message, Optional<MailAddress> returnPath) throws IOException {
    return new MailFacts(
        returnPath, message.header(), message.octets().size(), Appearance.of(message));
  }

  /** The return path; empty for reports. */
  public Optional<MailAddress> returnPath() {
    return returnPath;
  }

  /** The addresses that it is from, lower-case: the return path and those in From. */
  public List<String> senders() {
    return senders;
  }

  /** In octets. */
  public long size() {
    return size;
  }

  /** Whether it is encrypted already: as a whole, by PGP/MIME or in its text, or by S/MIME. */
  public boolean isEncrypted() {
    return appearance == Appearance.ENCRYPTED;
  }

  /** Whether it says that it is signed as a whole; nothing was verified. */
  public boolean isSigned() {
    return appearance == Appearance.SIGNED;
  }

  /** The fields of a name as people read them, lower-case, no longer than {@link #SEEN}. */
  List<String> texts(String name) {
    return texts.computeIfAbsent(
        name.toLowerCase(Locale.ROOT),
        key -> header.all(key).map(Field::text).map(MailFacts::seen).toList());
  }

  private static String seen(String text) {
    var begin = text.length() > SEEN ? text.substring(0, SEEN) : text;
    return begin.strip().toLowerCase(Locale.ROOT);
  }
}
