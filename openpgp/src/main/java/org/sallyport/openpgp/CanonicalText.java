package org.sallyport.openpgp;

/**
 * Text with CR LF at the end of each line, as signatures of text are made over (RFC 9580 section
 * 5.2.1.2). A line feed without its carriage return gets one.
 */
final class CanonicalText {
  private byte last;

  /** The canonical form of the next octets. */
  byte[] next(byte[] octets, int from, int length) {
    int missing = 0;
    byte before = last;
    for (int i = from; i < from + length; i++) {
      if (octets[i] == '\n' && before != '\r') {
        missing++;
      }
      before = octets[i];
    }
    var text = new byte[length + missing];
    int at = 0;
    for (int i = from; i < from + length; i++) {
      if (octets[i] == '\n' && last != '\r') {
        text[at++] = '\r';
      }
      text[at++] = octets[i];
      last = octets[i];
    }
    return text;
  }
}
