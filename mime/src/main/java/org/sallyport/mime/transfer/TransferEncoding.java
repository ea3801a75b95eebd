package org.sallyport.mime.transfer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** How a part's octets were made fit for the way (RFC 2045 section 6). */
public enum TransferEncoding {
  /** As they are, in ASCII. */
  SEVEN_BIT("7bit"),
  /** As they are, in lines. */
  EIGHT_BIT("8bit"),
  /** As they are. */
  BINARY("binary"),
  /** Base64 in lines. */
  BASE64("base64"),
  /** ASCII as it is, the rest as {@code =C3}. */
  QUOTED_PRINTABLE("quoted-printable");

  private final String token;

  TransferEncoding(String token) {
    this.token = token;
  }

  /** As it stands in the field. */
  public String token() {
    return token;
  }

  /** By the field's body; empty for one that nobody knows. */
  public static Optional<TransferEncoding> find(String body) {
    var wanted = body.strip().toLowerCase(Locale.ROOT);
    for (var one : values()) {
      if (one.token.equals(wanted)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Whether the octets stand there as they are. */
  public boolean isIdentity() {
    return this != BASE64 && this != QUOTED_PRINTABLE;
  }

  /** The octets as they were before. Closing it closes the source. */
  public InputStream decode(InputStream encoded) {
    return switch (this) {
      case BASE64 -> new Base64Decoder(encoded);
      case QUOTED_PRINTABLE -> new QuotedPrintableDecoder(encoded);
      case SEVEN_BIT, EIGHT_BIT, BINARY -> encoded;
    };
  }

  /**
   * A stream whose octets arrive encoded at the sink. Closing it ends the encoding and closes the
   * sink.
   */
  public OutputStream encode(OutputStream sink) {
    return switch (this) {
      case BASE64 -> Base64.getMimeEncoder(76, "\r\n".getBytes(US_ASCII)).wrap(sink);
      case QUOTED_PRINTABLE -> new QuotedPrintableEncoder(sink);
      case SEVEN_BIT, EIGHT_BIT, BINARY -> sink;
    };
  }
}
