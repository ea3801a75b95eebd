package org.sallyport.director.health;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A reply of a mail server, line by line (RFC 5321 section 4.2).
 *
 * @param lines with their codes, at least one
 */
record SmtpReply(List<String> lines) {
  private static final int MAX_LINES = 20;

  /**
   * RFC 3463 section 3.5, X.4.1: "no answer from host". X.4.2 is none: servers end a conversation
   * with it whose client was too slow.
   */
  private static final Pattern NO_ANSWER_FROM_HOST =
      Pattern.compile("4[0-9]{2}[ -]4\\.4\\.1( .*)?");

  private static final Pattern NEXT_HOP = Pattern.compile("\\bnext[- ]hop\\b");

  SmtpReply {
    lines = List.copyOf(lines);
  }

  static SmtpReply read(Link link) throws IOException {
    var lines = new ArrayList<String>();
    while (lines.size() < MAX_LINES) {
      var line = link.line();
      if (!isReply(line)) {
        throw new IOException("not an SMTP reply: " + Causes.quoted(line));
      }
      lines.add(line);
      if (line.length() == 3 || line.charAt(3) == ' ') {
        return new SmtpReply(lines);
      }
    }
    throw new IOException("a " + link.awaited() + " of more than " + MAX_LINES + " lines");
  }

  private static boolean isReply(String line) {
    return line.length() >= 3
        && line.charAt(0) >= '2'
        && line.charAt(0) <= '5'
        && Character.isDigit(line.charAt(1))
        && Character.isDigit(line.charAt(2))
        && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
  }

  boolean is(String code) {
    return lines.getLast().startsWith(code);
  }

  /** Whether the server means to do better later (RFC 5321 section 4.2.1). */
  boolean temporary() {
    return is("4");
  }

  /** Whether a later line names the extension (RFC 5321 section 4.1.1.1). */
  boolean offers(String extension) {
    return lines.stream()
        .skip(1)
        .anyMatch(line -> line.length() > 4 && line.substring(4).equalsIgnoreCase(extension));
  }

  /** Whether the server says that it is there and what it sends to is not. */
  boolean blamesNextHop() {
    return temporary()
        && lines.stream()
            .anyMatch(
                line ->
                    NO_ANSWER_FROM_HOST.matcher(line).matches()
                        || NEXT_HOP.matcher(line.toLowerCase(Locale.ROOT)).find());
  }

  /** The last line, which is the whole of most replies, safe to show. */
  String quoted() {
    return Causes.quoted(lines.getLast());
  }
}
