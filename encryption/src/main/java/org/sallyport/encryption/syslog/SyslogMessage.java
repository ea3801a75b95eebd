package org.sallyport.encryption.syslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A message (RFC 5424 section 6).
 *
 * @param facility 0 to 23
 * @param severity 0 to 7, the least matters most
 * @param id MSGID: what kind of message it is
 * @param data structured data
 * @param text what people read; may be empty
 */
record SyslogMessage(
    int facility,
    int severity,
    Instant at,
    String host,
    String id,
    List<Element> data,
    String text) {
  static final String APPLICATION = "sallyport";

  /** RFC 5425 section 4.3.1: what a receiver should be able to take. */
  static final int LARGEST = 8192;

  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_ID = 32;
  private static final int LONGEST_NAME = 32;

  /** Section 6.2.3: milliseconds in UTC. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** Section 6.4: marks text that is UTF-8. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** An element of structured data (section 6.3). */
  record Element(String id, List<Parameter> parameters) {}

  /** A parameter of it. */
  record Parameter(String name, String value) {}

  /**
   * As it crosses the network: the count of octets, a space, the message (RFC 5425 section 4.3).
   */
  byte[] frame() {
    var message = bytes();
    var count = (message.length + " ").getBytes(US_ASCII);
    var frame = new ByteArrayOutputStream(count.length + message.length);
    frame.writeBytes(count);
    frame.writeBytes(message);
    return frame.toByteArray();
  }

  /** The message, its text cut and, should that not do, all but the first element left out. */
  byte[] bytes() {
    var head = head(data);
    if (head.length > LARGEST && data.size() > 1) {
      head = head(data.subList(0, 1));
    }
    var end = text(LARGEST - head.length);
    var whole = new ByteArrayOutputStream(head.length + end.length);
    whole.writeBytes(head);
    whole.writeBytes(end);
    return whole.toByteArray();
  }

  private byte[] head(List<Element> elements) {
    var head = new StringBuilder(256);
    head.append('<').append(facility * 8 + severity).append(">1 ");
    head.append(TIME.format(at)).append(' ');
    head.append(printable(host, LONGEST_HOST)).append(' ');
    head.append(APPLICATION).append(" - ");
    head.append(printable(id, LONGEST_ID)).append(' ');
    elements.forEach(element -> append(head, element));
    if (elements.isEmpty()) {
      head.append('-');
    }
    return head.toString().getBytes(UTF_8);
  }

  private static void append(StringBuilder to, Element element) {
    to.append('[').append(element.id());
    for (var each : element.parameters()) {
      to.append(' ').append(name(each.name())).append("=\"");
      escape(to, each.value());
      to.append('"');
    }
    to.append(']');
  }

  /**
   * Section 6.3.3: 1 to 32 printable characters of ASCII without {@code =}, {@code ]}, {@code "}.
   */
  private static String name(String text) {
    return printable(text, LONGEST_NAME).replaceAll("[=\\]\"]", "_");
  }

  /** Section 6.3.3: three characters are escaped, and control characters are spaces. */
  private static void escape(StringBuilder to, String value) {
    for (char c : plain(value).toCharArray()) {
      if (c == '"' || c == '\\' || c == ']') {
        to.append('\\');
      }
      to.append(c);
    }
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }

  private static String printable(String text, int longest) {
    var ascii = text.replaceAll("[^\\x21-\\x7e]", "_");
    if (ascii.isEmpty()) {
      return "-";
    }
    return ascii.length() > longest ? ascii.substring(0, longest) : ascii;
  }

  private byte[] text(int most) {
    var plain = plain(text);
    if (plain.isEmpty()) {
      return new byte[0];
    }
    boolean ascii = plain.chars().allMatch(c -> c < 0x80);
    var all = (" " + (ascii ? "" : BYTE_ORDER_MARK) + plain).getBytes(UTF_8);
    return all.length <= most ? all : cut(all, most);
  }

  /** Octets 10xxxxxx go on with a character (RFC 3629 section 3). */
  private static byte[] cut(byte[] text, int most) {
    int end = Math.max(0, most);
    while (end > 0 && (text[end] & 0xc0) == 0x80) {
      end--;
    }
    return java.util.Arrays.copyOf(text, end);
  }
}
