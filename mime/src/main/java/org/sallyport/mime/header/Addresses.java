package org.sallyport.mime.header;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A list of addresses as it stands in From, To or Cc.
 *
 * @param entries those that could be read
 * @param clean whether all of the field could be read by the grammar (RFC 5322 section 3.4, with
 *     the obsolete forms of section 4.4); where it could not, programs disagree on whom it names
 */
public record Addresses(List<Address> entries, boolean clean) {
  private static final int MOST = 10_000;

  /** Copies the list. */
  public Addresses {
    entries = List.copyOf(entries);
  }

  /** All mailboxes, those in groups too. */
  public List<Address.Mailbox> mailboxes() {
    return entries.stream().flatMap(Address::mailboxes).toList();
  }

  /** Reads a field's body, unfolded. */
  public static Addresses read(String body) {
    var tokens = new Tokens(body);
    var entries = new ArrayList<Address>();
    while (entries.size() < MOST) {
      tokens.blank();
      if (tokens.isAtEnd()) {
        return new Addresses(entries, tokens.isClean());
      }
      // Section 4.4: a list may have empty places.
      if (!tokens.take(',') && !tokens.take(';')) {
        tokens.takeComment();
        entry(tokens).forEach(entries::add);
        tokens.blank();
        if (!tokens.isAtEnd() && ",;".indexOf(tokens.peek()) < 0) {
          tokens.spoil();
        }
      }
    }
    return new Addresses(entries, false);
  }

  private static Stream<Address> entry(Tokens tokens) {
    var words = words(tokens);
    if (tokens.take(':')) {
      return Stream.of(group(tokens, words.phrase()));
    }
    return mailbox(tokens, words).stream().map(Address.class::cast);
  }

  private static Address group(Tokens tokens, String name) {
    var members = new ArrayList<Address.Mailbox>();
    while (members.size() < MOST) {
      tokens.blank();
      if (tokens.isAtEnd()) {
        tokens.spoil();
        break;
      }
      if (tokens.take(';')) {
        break;
      }
      if (!tokens.take(',')) {
        mailbox(tokens, words(tokens)).ifPresent(members::add);
      }
    }
    return new Address.Group(name, members);
  }

  /**
   * Words up to a character that has a meaning.
   *
   * @param phrase as a name
   * @param local as the part in front of an {@code @}
   * @param several whether white space stands between some, which an address has not
   */
  private record Words(String phrase, String local, boolean several) {}

  private static Words words(Tokens tokens) {
    var phrase = new StringBuilder();
    var local = new StringBuilder();
    boolean several = false;
    boolean blank = false;
    while (true) {
      int before = tokens.position();
      tokens.blank();
      blank |= tokens.position() > before;
      if (tokens.isAtEnd() || "<>@,;:[]\\)".indexOf(tokens.peek()) >= 0) {
        return new Words(EncodedWords.decode(phrase.toString().strip()), local.toString(), several);
      }
      // Section 4.4: white space around dots is an obsolete form of an address.
      boolean dot =
          tokens.peek() == '.' || (!local.isEmpty() && local.charAt(local.length() - 1) == '.');
      several |= blank && !local.isEmpty() && !dot;
      if (blank && !phrase.isEmpty()) {
        phrase.append(' ');
      }
      blank = false;
      var word = tokens.peek() == '"' ? tokens.quoted() : tokens.until("<>@,;:[]\\()\"");
      phrase.append(word);
      local.append(word);
    }
  }

  private static Optional<Address.Mailbox> mailbox(Tokens tokens, Words words) {
    if (tokens.take('<')) {
      return angle(tokens, words.phrase());
    }
    if (tokens.take('@') && !words.local().isEmpty()) {
      if (words.several()) {
        tokens.spoil();
      }
      var domain = domain(tokens);
      tokens.blank();
      return made(tokens, Optional.of(tokens.takeComment()), words.local(), domain);
    }
    if (!tokens.isAtEnd() && ",;".indexOf(tokens.peek()) < 0) {
      tokens.pass();
    }
    tokens.spoil();
    return Optional.empty();
  }

  private static Optional<Address.Mailbox> angle(Tokens tokens, String name) {
    tokens.blank();
    if (tokens.peek() == '@') {
      route(tokens);
    }
    var words = words(tokens);
    if (words.several()) {
      tokens.spoil();
    }
    if (!tokens.take('@')) {
      // An empty path or a bare name: nobody that mail could go to.
      tokens.spoil();
      tokens.until(">");
      tokens.take('>');
      return Optional.empty();
    }
    var domain = domain(tokens);
    tokens.blank();
    if (!tokens.take('>')) {
      tokens.spoil();
    }
    return made(tokens, Optional.of(name), words.local(), domain);
  }

  /** Section 4.4: {@code <@relay,@relay:who@where>}; the route means nothing. */
  private static void route(Tokens tokens) {
    while (!tokens.isAtEnd() && tokens.peek() != ':' && tokens.peek() != '>') {
      if (!tokens.take('@') && !tokens.take(',')) {
        int before = tokens.position();
        domain(tokens);
        tokens.blank();
        if (tokens.position() == before) {
          tokens.pass();
        }
      }
    }
    tokens.take(':');
  }

  private static String domain(Tokens tokens) {
    tokens.blank();
    if (tokens.peek() == '[') {
      var literal = tokens.until("],;<>");
      boolean closed = tokens.take(']');
      if (!closed) {
        tokens.spoil();
      }
      return literal + "]";
    }
    var domain = new StringBuilder();
    while (true) {
      domain.append(tokens.until("<>@,;:[]\\()\""));
      int before = tokens.position();
      tokens.blank();
      boolean goesOn =
          tokens.position() > before
              && (tokens.peek() == '.'
                  || (!domain.isEmpty() && domain.charAt(domain.length() - 1) == '.'));
      if (!goesOn || tokens.isAtEnd()) {
        return domain.toString();
      }
    }
  }

  private static Optional<Address.Mailbox> made(
      Tokens tokens, Optional<String> name, String local, String domain) {
    boolean controls = (local + domain).chars().anyMatch(Character::isISOControl);
    if (local.isEmpty() || domain.isEmpty() || controls) {
      tokens.spoil();
      return Optional.empty();
    }
    return Optional.of(
        new Address.Mailbox(
            name.map(EncodedWords::decode).filter(one -> !one.isBlank()), local, domain));
  }
}
