package org.sallyport.mime.header;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One entry of a list of addresses (RFC 5322 section 3.4). */
public sealed interface Address {
  /** The mailboxes that it stands for. */
  Stream<Mailbox> mailboxes();

  /** As it stands in a field, in ASCII unless an address needs UTF-8. */
  String text();

  /**
   * One mailbox.
   *
   * @param name what people call it, decoded
   * @param local in front of the {@code @}, without quotes
   * @param domain behind it, as written
   */
  record Mailbox(Optional<String> name, String local, String domain) implements Address {
    /** {@code local@domain}, with quotes where the grammar wants them. */
    public String address() {
      return (isDotAtom(local) ? local : quote(local)) + "@" + domain;
    }

    /** RFC 5322 section 3.2.3 */
    private static boolean isDotAtom(String text) {
      return !text.startsWith(".")
          && !text.endsWith(".")
          && !text.contains("..")
          && text.chars()
              .noneMatch(c -> Character.isISOControl(c) || " ()<>@,;:\\\"[]".indexOf(c) >= 0);
    }

    @Override
    public Stream<Mailbox> mailboxes() {
      return Stream.of(this);
    }

    @Override
    public String text() {
      return name.filter(one -> !one.isBlank())
          .map(one -> phrase(one) + " <" + address() + ">")
          .orElseGet(this::address);
    }
  }

  /**
   * A name for several mailboxes, or for none that are shown.
   *
   * @param name decoded
   * @param members may be empty
   */
  record Group(String name, List<Mailbox> members) implements Address {
    /** Copies the list. */
    public Group {
      members = List.copyOf(members);
    }

    @Override
    public Stream<Mailbox> mailboxes() {
      return members.stream();
    }

    @Override
    public String text() {
      return members.stream()
          .map(Mailbox::text)
          .collect(Collectors.joining(", ", phrase(name) + ": ", ";"));
    }
  }

  private static String phrase(String text) {
    if (!EncodedWords.isPlain(text)) {
      return EncodedWords.encode(text);
    }
    return text.matches("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+") ? text : quote(text);
  }

  private static String quote(String text) {
    return '"' + text.replaceAll("[\\\\\"]", "\\\\$0") + '"';
  }
}
