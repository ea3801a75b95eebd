package org.sallyport.director.log;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.AccessField;

/**
 * One JSON object (RFC 8259) on each line, in ASCII, with the fields in order and {@code null} for
 * what is absent. A byte of a path above 0x7F is written as the character of that number: what a
 * client sent is shown, not interpreted.
 */
final class JsonFormat implements LineFormat {
  private final AccessField[] fields;
  private final String[] prefixes;

  JsonFormat(List<AccessField> fields) {
    this.fields = fields.toArray(AccessField[]::new);
    prefixes = new String[this.fields.length];
    for (int i = 0; i < prefixes.length; i++) {
      var key = this.fields[i].name().toLowerCase(Locale.ROOT).replace('_', '-');
      prefixes[i] = (i == 0 ? "{\"" : ",\"") + key + "\":";
    }
  }

  @Override
  public void write(AccessEntry entry, LineBuffer line) {
    for (int i = 0; i < fields.length; i++) {
      line.ascii(prefixes[i]);
      field(fields[i], entry, line);
    }
    line.put('}').put('\n');
  }

  private static void field(AccessField field, AccessEntry entry, LineBuffer line) {
    switch (field) {
      case TIME -> line.put('"').time(entry.endedMillis).put('"');
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
      case OUTCOME -> string(entry.outcome.word, line);
      case RULE -> string(entry.rule, line);
    }
  }

  private static void client(AccessEntry entry, LineBuffer line) {
    if (entry.client == null) {
      line.ascii("null");
    } else {
      line.put('"').endpoint(entry.client, entry.clientPort).put('"');
    }
  }

  private static void status(int status, LineBuffer line) {
    if (status == 0) {
      line.ascii("null");
    } else {
      line.decimal(status);
    }
  }

  private static void path(AccessEntry entry, LineBuffer line) {
    if (entry.pathLength < 0) {
      line.ascii("null");
      return;
    }
    line.put('"');
    for (int i = 0; i < entry.pathLength; i++) {
      escaped((char) (entry.path[i] & 0xFF), line);
    }
    line.put('"');
  }

  private static void string(@Nullable String text, LineBuffer line) {
    if (text == null) {
      line.ascii("null");
      return;
    }
    line.put('"');
    for (int i = 0; i < text.length(); i++) {
      escaped(text.charAt(i), line);
    }
    line.put('"');
  }

  private static void escaped(char c, LineBuffer line) {
    if (c == '"' || c == '\\') {
      line.put('\\').put(c);
    } else if (c >= ' ' && c < 0x7F) {
      line.put(c);
    } else {
      line.put('\\').put('u').hex(c, 4);
    }
  }
}
