package org.sallyport.director.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.AccessField;

/**
 * Fields in order, parted by one space; an absent one is {@code -}. A string with anything but
 * plain visible ASCII stands in quotes, with {@code \"}, {@code \\} and {@code \xHH} for each other
 * byte of its UTF-8 form.
 */
final class TextFormat implements LineFormat {
  private final AccessField[] fields;

  TextFormat(List<AccessField> fields) {
    this.fields = fields.toArray(AccessField[]::new);
  }

  @Override
  public void write(AccessEntry entry, LineBuffer line) {
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        line.put(' ');
      }
      field(fields[i], entry, line);
    }
    line.put('\n');
  }

  private static void field(AccessField field, AccessEntry entry, LineBuffer line) {
    switch (field) {
      case TIME -> line.time(entry.endedMillis);
      case SERVICE -> string(entry.service, line);
      case CLIENT -> client(entry, line);
      case MEMBER -> string(entry.member, line);
      case REASON -> string(entry.reason, line);
      case SERVER_NAME -> string(entry.serverName, line);
      case METHOD -> string(entry.method, line);
      case PATH -> path(entry, line);
      case STATUS -> status(entry.status, line);
      case BYTES_IN -> line.decimal(entry.bytesIn);
      case BYTES_OUT -> line.decimal(entry.bytesOut);
      case DURATION -> line.decimal(entry.durationNanos / 1000);
      case OUTCOME -> line.ascii(entry.outcome.word);
      case RULE -> string(entry.rule, line);
    }
  }

  private static void client(AccessEntry entry, LineBuffer line) {
    if (entry.client == null) {
      line.put('-');
    } else {
      line.endpoint(entry.client, entry.clientPort);
    }
  }

  private static void status(int status, LineBuffer line) {
    if (status == 0) {
      line.put('-');
    } else {
      line.decimal(status);
    }
  }

  private static void path(AccessEntry entry, LineBuffer line) {
    if (entry.pathLength < 0) {
      line.put('-');
    } else {
      bytes(entry.path, entry.pathLength, line);
    }
  }

  private static void string(@Nullable String text, LineBuffer line) {
    if (text == null) {
      line.put('-');
    } else if (isPlain(text)) {
      line.ascii(text);
    } else {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      bytes(bytes, bytes.length, line);
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty() && !text.equals("-");
  }

  private static boolean isPlain(int c) {
    return c > ' ' && c < 0x7F && c != '"' && c != '\\';
  }

  private static void bytes(byte[] bytes, int length, LineBuffer line) {
    boolean quoted = length == 0 || (length == 1 && bytes[0] == '-');
    for (int i = 0; i < length && !quoted; i++) {
      quoted = !isPlain(bytes[i]);
    }
    if (quoted) {
      line.put('"');
    }
    for (int i = 0; i < length; i++) {
      escaped(bytes[i] & 0xFF, line);
    }
    if (quoted) {
      line.put('"');
    }
  }

  private static void escaped(int octet, LineBuffer line) {
    if (isPlain(octet) || octet == ' ') {
      line.put((char) octet);
    } else if (octet == '"' || octet == '\\') {
      line.put('\\').put((char) octet);
    } else {
      line.put('\\').put('x').hex(octet, 2);
    }
  }
}
