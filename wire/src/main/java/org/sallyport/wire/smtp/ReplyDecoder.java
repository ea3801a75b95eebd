package org.sallyport.wire.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.wire.smtp.LineResult.Line;
import org.sallyport.wire.smtp.ReplyResult.Decoded;
import org.sallyport.wire.smtp.ReplyResult.Malformed;
import org.sallyport.wire.smtp.ReplyResult.NeedMore;

/** Reads a reply of one line or several (RFC 5321 section 4.2.1). Any thread. */
public final class ReplyDecoder {
  /** Octets of a line: twice what RFC 5321 section 4.5.3.1.5 allows, as servers exceed it. */
  public static final int LONGEST_LINE = 1024;

  /** Lines of a reply. */
  public static final int MOST_LINES = 128;

  /** No reply has more octets. */
  public static final int LONGEST = LONGEST_LINE * MOST_LINES;

  private ReplyDecoder() {}

  /**
   * Decodes the reply that begins at {@code offset}.
   *
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public static ReplyResult decode(byte[] buffer, int offset, int length) {
    var lines = new ArrayList<String>();
    int at = offset;
    int code = 0;
    while (true) {
      switch (LineDecoder.decode(buffer, at, offset + length - at, LONGEST_LINE)) {
        case LineResult.NeedMore _ -> {
          return NeedMore.INSTANCE;
        }
        case LineResult.Malformed(int where, var fault) -> {
          return new Malformed(where, fault.words());
        }
        case Line(var text, int consumed) -> {
          int each = code(text);
          if (each < 0 || (code != 0 && each != code)) {
            return new Malformed(at, each < 0 ? "no reply code" : "two codes in one reply");
          }
          code = each;
          lines.add(text.length() > 4 ? text.substring(4) : "");
          at += consumed;
          if (text.length() == 3 || text.charAt(3) == ' ') {
            return new Decoded(reply(code, lines), at - offset);
          }
          if (lines.size() == MOST_LINES) {
            return new Malformed(at, "more lines than a reply may have");
          }
        }
      }
    }
  }

  /** Three digits, then nothing, a space or a hyphen; else -1. */
  private static int code(String line) {
    if (line.length() < 3
        || (line.length() > 3 && line.charAt(3) != ' ' && line.charAt(3) != '-')
        || line.charAt(0) < '2'
        || line.charAt(0) > '5') {
      return -1;
    }
    int code = 0;
    for (int i = 0; i < 3; i++) {
      int digit = line.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      code = code * 10 + digit;
    }
    return code;
  }

  /** With the status of the first line, where there is one of the code's class. */
  private static Reply reply(int code, List<String> lines) {
    var status = status(lines.getFirst()).filter(each -> each.kind() == code / 100);
    if (status.isEmpty()) {
      return new Reply(code, status, lines);
    }
    return new Reply(code, status, lines.stream().map(line -> without(status, line)).toList());
  }

  private static Optional<EnhancedStatus> status(String text) {
    int space = text.indexOf(' ');
    return EnhancedStatus.parse(space < 0 ? text : text.substring(0, space));
  }

  private static String without(Optional<EnhancedStatus> status, String line) {
    if (!status(line).equals(status)) {
      return line;
    }
    int space = line.indexOf(' ');
    return space < 0 ? "" : line.substring(space + 1);
  }
}
