package org.sallyport.encryption.protection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.sallyport.mime.structure.Field;
import org.sallyport.mime.structure.Message;

/**
 * Puts a part of text in front of a message that was decrypted. Whatever its type was, it becomes
 * the second part of a {@code multipart/mixed}, to the octet.
 */
final class Banner {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Banner() {}

  /**
   * Writes the message with the banner.
   *
   * @param top fields above all others
   * @throws IOException when the message cannot be read or the sink not be written
   */
  static void write(Message message, List<FieldLine> top, List<String> sentences, OutputStream sink)
      throws IOException {
    var octets = new byte[16];
    RANDOM.nextBytes(octets);
    var boundary = "sallyport-" + HexFormat.of().formatHex(octets);
    var head = new ByteArrayOutputStream();
    for (var field : top) {
      head.writeBytes(field.field().octets());
    }
    for (var field : message.header().fields()) {
      if (!isStructural(field) && !OwnFields.isOurs(field)) {
        head.writeBytes(field.octets());
      }
    }
    head.writeBytes(
        """
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="%1$s"
        %2$s
        --%1$s
        Content-Type: text/plain; charset=us-ascii

        %3$s

        --%1$s
        """
            .formatted(boundary, encoding(message), String.join("\n", sentences))
            .replace("\n", "\r\n")
            .getBytes(US_ASCII));
    for (var field : message.header().fields()) {
      if (isStructural(field) && !field.isNamed("MIME-Version")) {
        head.writeBytes(field.octets());
      }
    }
    head.writeBytes(new byte[] {'\r', '\n'});
    head.writeTo(sink);
    message.octets().copy(message.root().body(), sink);
    sink.write(("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII));
  }

  /** RFC 2045 section 6.4: of a multipart with parts in 8 bits, and of no other. */
  private static String encoding(Message message) {
    return message
        .header()
        .first("Content-Transfer-Encoding")
        .map(field -> field.body().strip())
        .filter(value -> value.equalsIgnoreCase("8bit") || value.equalsIgnoreCase("binary"))
        .map(value -> "Content-Transfer-Encoding: " + value + "\n")
        .orElse("");
  }

  private static boolean isStructural(Field field) {
    return field.key().startsWith("content-") || field.key().equals("mime-version");
  }
}
