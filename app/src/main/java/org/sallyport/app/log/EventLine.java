package org.sallyport.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The form of a line: time in UTC, level, the event's name, then {@code key=value} in the order
 * given. What came from outside cannot end a line or colour a terminal: control characters are
 * escaped. The lines of an exception follow, indented.
 */
final class EventLine extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Override
  public String doLayout(ILoggingEvent event) {
    var line = new StringBuilder(160);
    TIME.formatTo(event.getInstant(), line);
    line.append(' ').append(event.getLevel()).repeat(' ', 6 - event.getLevel().toString().length());
    escape(event.getFormattedMessage(), line);
    var pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (var pair : pairs) {
        line.append(' ').append(pair.key).append('=');
        value(String.valueOf(pair.value), line);
      }
    }
    line.append('\n');
    var thrown = event.getThrowableProxy();
    if (thrown != null) {
      ThrowableProxyUtil.asString(thrown)
          .lines()
          .forEach(each -> line.append("    ").append(each.strip()).append('\n'));
    }
    return line.toString();
  }

  private static void value(String text, StringBuilder line) {
    if (!text.isEmpty() && text.chars().allMatch(EventLine::plain)) {
      line.append(text);
      return;
    }
    line.append('"');
    escape(text.replace("\\", "\\\\").replace("\"", "\\\""), line);
    line.append('"');
  }

  private static boolean plain(int character) {
    return character > ' ' && character < 0x7F && "\"=\\".indexOf(character) < 0;
  }

  private static void escape(String text, StringBuilder line) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (Character.isISOControl(character)) {
        line.append(String.format("\\u%04x", (int) character));
      } else {
        line.append(character);
      }
    }
  }
}
