package org.sallyport.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a file as people may see it: its lines, with the stretches that may hold a secret
 * blotted out.
 */
final class SourceText {
  /** The largest file that is read: 1 MiB. */
  static final int MAX_BYTES = 1 << 20;

  private static final String BLOT = "***";
  private static final int WIDEST = 160;

  private final List<String> lines;
  private final List<Span> hidden = new ArrayList<>();

  SourceText(String text) {
    this.lines = text.lines().toList();
  }

  /** What bytes are as UTF-8. */
  sealed interface Decoded {
    /** The text, without a byte order mark. */
    record Text(String text) implements Decoded {}

    /** Not UTF-8, or a character that YAML does not take. */
    record Refused(Span at, String message) implements Decoded {}
  }

  static Decoded decode(byte[] bytes) {
    var decoder = StandardCharsets.UTF_8.newDecoder();
    var chars = CharBuffer.allocate(bytes.length);
    var result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
    var text = chars.flip().toString();
    if (result.isError()) {
      return new Decoded.Refused(end(text), "a byte that is not UTF-8, expected a UTF-8 file");
    }
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    for (int i = 0; i < text.length(); i++) {
      if (!allowed(text.charAt(i))) {
        var code = String.format("U+%04X", (int) text.charAt(i));
        return new Decoded.Refused(
            end(text.substring(0, i)), "the control character " + code + ", expected text");
      }
    }
    return new Decoded.Text(text);
  }

  /** The printable characters of YAML 1.2.2 section 5.1, which leaves out most controls. */
  private static boolean allowed(char c) {
    if (c < 0x20) {
      return c == '\t' || c == '\n' || c == '\r';
    }
    boolean control = c == 0x7F || (c >= 0x80 && c < 0xA0 && c != 0x85);
    return !control && c != 0xFEFF && c < 0xFFFE;
  }

  /** The place behind the last character. */
  private static Span end(String text) {
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    return Span.at(line, text.length() - text.lastIndexOf('\n'));
  }

  /** Keeps a stretch out of every excerpt. */
  void hide(Span span) {
    hidden.add(span);
  }

  /** What is wrong with the YAML at a place, in the words of somebody who made that mistake. */
  String explain(Span at, String message) {
    for (int line = at.line(); line >= Math.max(1, at.line() - 1); line--) {
      if (line <= lines.size() && lines.get(line - 1).matches(" *\t.*")) {
        return "a tab at the beginning of line " + line + ", expected spaces";
      }
    }
    return message;
  }

  /**
   * The line of {@code at} as it may be shown: it ends where something hidden begins. Empty when
   * {@code at} itself lies behind that, or the line is too long for a terminal.
   */
  String excerpt(Span at) {
    if (at.line() < 1 || at.line() > lines.size()) {
      return "";
    }
    var line = lines.get(at.line() - 1);
    int open = line.length();
    for (var span : hidden) {
      if (span.line() <= at.line() && at.line() <= span.endLine()) {
        open = Math.min(open, span.line() == at.line() ? span.column() - 1 : 0);
      }
    }
    if (open < at.column() - 1 || open > WIDEST) {
      return "";
    }
    return open == line.length() ? line : line.substring(0, open) + BLOT;
  }
}
