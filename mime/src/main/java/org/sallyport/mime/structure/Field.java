package org.sallyport.mime.structure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import org.sallyport.mime.header.EncodedWords;
import org.sallyport.mime.header.FieldText;

/**
 * One header field as it stands in the message.
 *
 * @param name as written, without white space
 * @param raw all its octets, folds and line end too, as characters of ISO 8859-1
 */
public record Field(String name, String raw) {
  /** The name as programs compare it. */
  public String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether it has a name, whatever its case. */
  public boolean isNamed(String wanted) {
    return name.equalsIgnoreCase(wanted);
  }

  /** What stands behind the colon, on one line, with encoded words as they are. */
  public String body() {
    return FieldText.unfold(raw.substring(raw.indexOf(':') + 1));
  }

  /** What stands behind the colon, as people read it. */
  public String text() {
    return EncodedWords.decode(body());
  }

  /** Its octets. */
  public byte[] octets() {
    return raw.getBytes(ISO_8859_1);
  }
}
