package org.sallyport.wire.smtp;

import java.util.List;
import java.util.Optional;

/**
 * An answer of a server (RFC 5321 section 4.2).
 *
 * @param code 200 to 599
 * @param status the enhanced status code (RFC 2034), which stands before the text of every line
 * @param lines the text without code and status; one at least, without line ends
 */
public record Reply(int code, Optional<EnhancedStatus> status, List<String> lines) {
  public Reply {
    if (code < 200 || code > 599) {
      throw new IllegalArgumentException("a reply code is within 200 to 599: " + code);
    }
    if (status.isPresent() && status.get().kind() != code / 100) {
      throw new IllegalArgumentException("code and status are of one class: " + code);
    }
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a reply has a line");
    }
    for (var line : lines) {
      if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
        throw new IllegalArgumentException("a control character in a reply");
      }
    }
  }

  /** A reply of one line with a status, such as {@code of(250, "2.1.0", "sender taken")}. */
  public static Reply of(int code, String status, String text) {
    return new Reply(code, Optional.of(EnhancedStatus.of(status)), List.of(text));
  }

  /** A reply of one line without a status, as greetings and answers to EHLO are. */
  public static Reply plain(int code, String text) {
    return new Reply(code, Optional.empty(), List.of(text));
  }

  /** Of class 2: done. */
  public boolean isPositive() {
    return code < 300;
  }

  /** Of class 3: go on. */
  public boolean isIntermediate() {
    return code >= 300 && code < 400;
  }

  /** Of class 4: not now. */
  public boolean isTransient() {
    return code >= 400 && code < 500;
  }

  /** Of class 5: never. */
  public boolean isPermanent() {
    return code >= 500;
  }

  /** The lines as they are sent, each with CR LF. */
  public String format() {
    var text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(code).append(i + 1 < lines.size() ? '-' : ' ');
      status.ifPresent(each -> text.append(each).append(' '));
      text.append(lines.get(i)).append("\r\n");
    }
    return text.toString();
  }

  /** In one line, for a log or a report: {@code 550 5.1.1 no such user}. */
  @Override
  public String toString() {
    var before = status.map(each -> code + " " + each + " ").orElse(code + " ");
    return before + String.join(" / ", lines);
  }
}
