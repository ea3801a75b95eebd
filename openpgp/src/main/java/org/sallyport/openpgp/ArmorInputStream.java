package org.sallyport.openpgp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Reads one block of armor: text before its header line is passed over, up to a limit, and what
 * follows its tail line is left alone. Used by one thread.
 */
final class ArmorInputStream extends InputStream {
  private static final int MOST_LINES_BEFORE = 1000;
  private static final int MOST_HEADERS = 32;
  private static final int BLOCK = 64 * 1024;
  private static final String BEGIN = "-----BEGIN PGP ";
  private static final String DASHES = "-----";

  private final ArmorLines lines;
  private final byte[] text = new byte[BLOCK + 2 * ArmorLines.LONGEST];
  private String label = "";
  private byte[] plain = {};
  private int at;
  private boolean padded;
  private boolean ended;

  ArmorInputStream(InputStream source) {
    this(new ArmorLines(source));
  }

  ArmorInputStream(ArmorLines lines) {
    this.lines = lines;
  }

  /** Whether there is another block in the same source; the stream then reads that one. */
  static boolean passToNext(ArmorLines lines, ArmorInputStream into) throws IOException {
    for (int passed = 0; passed < MOST_LINES_BEFORE; passed++) {
      var line = lines.next();
      if (line.isEmpty()) {
        return false;
      }
      if (line.get().startsWith(BEGIN)) {
        into.begin(line.get().text());
        return true;
      }
    }
    throw new MalformedArmorException(
        "no line of armor begins with " + BEGIN + " in the first " + MOST_LINES_BEFORE + " lines");
  }

  /** Begins with a header line that was read already. */
  void begin(String headerLine) throws IOException {
    if (!headerLine.startsWith(BEGIN)) {
      throw new MalformedArmorException("armor does not begin with " + BEGIN);
    }
    label = headerLine.substring(DASHES.length() + "BEGIN ".length());
    if (!label.endsWith(DASHES) || label.length() > 60) {
      throw new MalformedArmorException("the header line of armor does not end in " + DASHES);
    }
    label = label.substring(0, label.length() - DASHES.length());
    if (Arrays.stream(Armor.Kind.values()).noneMatch(kind -> kind.label().equals(label))) {
      throw new MalformedArmorException("armor of an unknown kind: " + printable(label));
    }
    for (int headers = 0; headers <= MOST_HEADERS; headers++) {
      var header = next("armor ends in its headers").text();
      if (header.isEmpty()) {
        return;
      }
      // Section 6.2: a header is a key, a colon, a space and a value.
      if (header.indexOf(':') < 1) {
        throw new MalformedArmorException(
            "a line between armor's header and its data is no header");
      }
    }
    throw new MalformedArmorException("armor has more than " + MOST_HEADERS + " headers");
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  /** Decodes the next lines; false at the end of the block. */
  private boolean fill() throws IOException {
    if (label.isEmpty() && !passToNext(lines, this)) {
      throw new MalformedArmorException("there is no line that begins with " + BEGIN);
    }
    int held = 0;
    // What is decoded at once must be whole groups of four; lines of odd lengths are rare but
    // legal.
    while (!ended && (held < BLOCK || held % 4 != 0)) {
      held += takeLine(held);
    }
    if (held > 0 && padded) {
      throw new MalformedArmorException("data in armor go on after their padding");
    }
    if (held % 4 != 0) {
      throw new MalformedArmorException("the data in armor end within an octet");
    }
    padded = held > 0 && text[held - 1] == '=';
    try {
      plain = Base64.getDecoder().decode(Arrays.copyOf(text, held));
    } catch (IllegalArgumentException notBase64) {
      throw new MalformedArmorException("the data in armor are not Base64");
    }
    at = 0;
    return plain.length > 0 || !ended;
  }

  /** Takes one line into the text; returns by how much it has grown. */
  private int takeLine(int held) throws IOException {
    var line = next("armor ends without a tail line");
    if (line.startsWith(DASHES)) {
      end(line.text());
      return 0;
    }
    // A checksum has an equals sign and four characters; padding has one sign or two.
    if (line.startsWith("=") && withoutTrailingSpace(line) > 2) {
      end(next("armor ends after its checksum").text());
      return 0;
    }
    int length = withoutTrailingSpace(line);
    if (length > text.length - held) {
      throw new MalformedArmorException("lines of armor never add up to whole octets");
    }
    System.arraycopy(line.bytes(), line.begin(), text, held, length);
    return length;
  }

  private ArmorLines.Range next(String otherwise) throws IOException {
    return lines.next().orElseThrow(() -> new MalformedArmorException(otherwise));
  }

  private static int withoutTrailingSpace(ArmorLines.Range line) {
    int length = line.length();
    while (length > 0
        && (line.bytes()[line.begin() + length - 1] == ' '
            || line.bytes()[line.begin() + length - 1] == '\t')) {
      length--;
    }
    return length;
  }

  private void end(String tail) throws IOException {
    if (!tail.equals("-----END " + label + DASHES)) {
      throw new MalformedArmorException("armor does not end in -----END " + label + DASHES);
    }
    ended = true;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == plain.length) {
      if (ended || !fill()) {
        return -1;
      }
    }
    int part = Math.min(length, plain.length - at);
    System.arraycopy(plain, at, into, from, part);
    at += part;
    return part;
  }

  /** The label of the block, such as {@code PGP MESSAGE}; empty before the first read. */
  String label() {
    return label;
  }
}
