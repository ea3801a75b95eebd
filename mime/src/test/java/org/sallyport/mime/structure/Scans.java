package org.sallyport.mime.structure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Messages of tests, in text whose characters are octets. */
public final class Scans {
  private Scans() {}

  /** Text with CR LF at the end of each line. */
  public static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }

  /** A message that must be readable. */
  public static Message read(String text) {
    return read(text.getBytes(ISO_8859_1));
  }

  /** A message that must be readable. */
  public static Message read(byte[] octets) {
    return switch (scan(octets)) {
      case Scan.Read(var message) -> message;
      case Scan.Unreadable(var reason, var at) ->
          throw new AssertionError(reason + " at octet " + at);
    };
  }

  /** What comes of looking at a message. */
  public static Scan scan(byte[] octets) {
    try {
      return Message.scan(Octets.of(octets));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A range of a message. */
  public static String text(Message message, Range range) {
    try (var in = message.octets().read(range)) {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
