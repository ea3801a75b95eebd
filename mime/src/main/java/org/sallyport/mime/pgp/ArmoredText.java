package org.sallyport.mime.pgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;

/** Looks for OpenPGP's armor in text. Used by one thread. */
final class ArmoredText {
  private static final int BUFFER = 16 << 10;
  private static final int MOST_OF_LINE = 80;
  private static final String ENCRYPTED = "-----BEGIN PGP MESSAGE-----";
  private static final String SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----";

  /** What a text is. */
  enum Kind {
    /** Nothing of OpenPGP's. */
    NONE,
    /** One encrypted message and nothing else. */
    ENCRYPTED,
    /** One signed text and nothing else. */
    SIGNED,
    /** An encrypted message beside something else. */
    ENCRYPTED_WITHIN,
    /** Signed text beside something else. */
    SIGNED_WITHIN
  }

  private final byte[] head = new byte[MOST_OF_LINE];
  private int length;
  private boolean blank = true;
  private boolean seen;
  private boolean open;
  private boolean ended;
  private boolean beside;
  private boolean signed;

  private ArmoredText() {}

  /**
   * What a text is.
   *
   * @param most octets to look at, after which nothing more is looked for
   * @throws IOException when it cannot be read
   */
  static Kind of(InputStream text, long most) throws IOException {
    var look = new ArmoredText();
    try (text) {
      var octets = new byte[BUFFER];
      long left = most;
      int count = text.read(octets, 0, (int) Math.min(left, BUFFER));
      while (count > 0) {
        look.take(octets, count);
        left -= count;
        count = left == 0 ? -1 : text.read(octets, 0, (int) Math.min(left, BUFFER));
      }
      look.line();
    }
    return look.kind();
  }

  private void take(byte[] octets, int count) {
    for (int i = 0; i < count; i++) {
      byte octet = octets[i];
      if (octet == '\n') {
        line();
      } else {
        blank &= Character.isWhitespace(octet & 0xFF);
        if (length < MOST_OF_LINE) {
          head[length++] = octet;
        }
      }
    }
  }

  /** A line has ended. Nearly none begins like armor, and only those become text. */
  private void line() {
    if (length > 0 && head[0] == '-') {
      line(new String(head, 0, length, ISO_8859_1).stripTrailing());
    } else if (!open) {
      beside |= !blank;
    }
    length = 0;
    blank = true;
  }

  private void line(String line) {
    if (line.equals(ENCRYPTED) || line.equals(SIGNED)) {
      // The second one is beside the first, wherever it stands.
      beside |= seen;
      signed |= line.equals(SIGNED);
      seen = true;
      open = true;
    } else if (line.startsWith("-----END PGP ")) {
      ended |= open;
      open = false;
    } else if (!open) {
      beside |= !line.isBlank();
    }
  }

  private Kind kind() {
    if (!seen) {
      return Kind.NONE;
    }
    boolean whole = ended && !open && !beside;
    if (signed) {
      return whole ? Kind.SIGNED : Kind.SIGNED_WITHIN;
    }
    return whole ? Kind.ENCRYPTED : Kind.ENCRYPTED_WITHIN;
  }

  /** The octets in front of decrypted text that make a message of it. */
  static byte[] header() {
    return "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        .getBytes(ISO_8859_1);
  }
}
