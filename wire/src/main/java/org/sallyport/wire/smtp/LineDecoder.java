package org.sallyport.wire.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import org.sallyport.wire.smtp.LineResult.Line;
import org.sallyport.wire.smtp.LineResult.Malformed;
import org.sallyport.wire.smtp.LineResult.NeedMore;

/**
 * Reads a line of a command or a reply: UTF-8 without control characters, a tab excepted, ended by
 * CR LF. Any thread.
 */
public final class LineDecoder {
  private LineDecoder() {}

  /**
   * Decodes the line that begins at {@code offset}.
   *
   * @param longest octets that a line may have, CR LF included
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public static LineResult decode(byte[] buffer, int offset, int length, int longest) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    int limit = offset + Math.min(length, longest);
    for (int at = offset; at < limit; at++) {
      int octet = buffer[at];
      if (octet == '\r') {
        return ended(buffer, offset, at, limit, longest);
      }
      if (octet == '\n') {
        return new Malformed(at, TextFault.BARE_LF);
      }
      if ((octet >= 0 && octet < ' ' && octet != '\t') || octet == 0x7F) {
        return new Malformed(at, TextFault.CONTROL);
      }
    }
    return unended(offset, limit, longest);
  }

  private static LineResult ended(byte[] buffer, int offset, int cr, int limit, int longest) {
    if (cr + 1 == limit) {
      return unended(offset, limit, longest);
    }
    if (buffer[cr + 1] != '\n') {
      return new Malformed(cr, TextFault.BARE_CR);
    }
    try {
      var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, offset, cr - offset));
      return new Line(text.toString(), cr + 2 - offset);
    } catch (CharacterCodingException notText) {
      return new Malformed(offset, TextFault.NOT_UTF8);
    }
  }

  private static LineResult unended(int offset, int limit, int longest) {
    return limit - offset < longest ? NeedMore.INSTANCE : new Malformed(limit, TextFault.LONG_LINE);
  }
}
