package org.sallyport.net.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The textual encoding of RFC 7468, read as bytes so that keys can be wiped. */
final class Pem {
  private static final byte[] BEGIN = "-----BEGIN ".getBytes(US_ASCII);
  private static final byte[] DASHES = "-----".getBytes(US_ASCII);

  private Pem() {}

  /** One block. Whoever reads a key wipes its content. */
  static final class Block {
    private final String label;
    private final byte[] content;
    private final boolean encrypted;

    private Block(String label, byte[] content, boolean encrypted) {
      this.label = label;
      this.content = content;
      this.encrypted = encrypted;
    }

    String label() {
      return label;
    }

    /** The content itself, not a copy. */
    byte[] content() {
      return content;
    }

    /** Whether headers of RFC 1421 stand before the content, which is then not decoded. */
    boolean encrypted() {
      return encrypted;
    }
  }

  /**
   * The blocks in order; text around them is skipped (RFC 7468 section 2).
   *
   * @throws IllegalArgumentException when a block does not end or is not Base64
   */
  static List<Block> blocks(byte[] text) {
    var blocks = new ArrayList<Block>();
    for (int at = find(text, BEGIN, 0); at >= 0; at = find(text, BEGIN, at)) {
      int label = at + BEGIN.length;
      int labelEnd = find(text, DASHES, label);
      if (labelEnd < 0 || labelEnd - label > 64) {
        throw new IllegalArgumentException("a BEGIN line does not end");
      }
      var name = new String(text, label, labelEnd - label, US_ASCII);
      var end = ("-----END " + name + "-----").getBytes(US_ASCII);
      int body = labelEnd + DASHES.length;
      int bodyEnd = find(text, end, body);
      if (bodyEnd < 0) {
        throw new IllegalArgumentException("the line -----END " + name + "----- is missing");
      }
      blocks.add(block(name, Arrays.copyOfRange(text, body, bodyEnd)));
      at = bodyEnd + end.length;
    }
    return blocks;
  }

  private static Block block(String label, byte[] body) {
    try {
      if (find(body, new byte[] {':'}, 0) >= 0) {
        return new Block(label, new byte[0], true);
      }
      return new Block(label, Base64.getMimeDecoder().decode(body), false);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static int find(byte[] text, byte[] wanted, int from) {
    for (int at = from; at <= text.length - wanted.length; at++) {
      if (Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }
}
