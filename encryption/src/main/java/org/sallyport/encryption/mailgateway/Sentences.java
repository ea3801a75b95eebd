package org.sallyport.encryption.mailgateway;

import org.sallyport.mime.header.FieldText;

/** Sentences of rules and of others, as they may stand in a reply. */
final class Sentences {
  /** RFC 5321 section 4.5.3.1.5: a line of a reply has 512 octets at most. */
  private static final int LONGEST = 300;

  private Sentences() {}

  /** One line of text, not too long, never empty. */
  static String line(String sentence) {
    var line = FieldText.printable(sentence).strip();
    if (line.isEmpty()) {
      return "the message is not taken";
    }
    int end = Math.min(LONGEST, line.length());
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
  }
}
