package org.sallyport.mime.pgp;

import java.io.IOException;
import java.util.Locale;
import org.sallyport.mime.structure.Message;

/** What a message says that it is, as a whole; nothing is verified. */
public enum Appearance {
  /** Encrypted: by PGP/MIME, as one armored text, or by S/MIME. */
  ENCRYPTED,
  /** Signed, in the same three ways. */
  SIGNED,
  /** Neither; parts of it may be. */
  PLAIN;

  private static final long MOST = 64L << 20;

  /**
   * Looks at a message.
   *
   * @throws IOException when it cannot be read from where it lies
   */
  public static Appearance of(Message message) throws IOException {
    var root = message.root();
    var type = root.type();
    if (type.is("multipart/encrypted")) {
      return ENCRYPTED;
    }
    if (type.is("multipart/signed")) {
      return SIGNED;
    }
    if (type.is("application/pkcs7-mime") || type.is("application/x-pkcs7-mime")) {
      // RFC 8551 section 3.2.2. What says nothing may be anything, and counts as plain.
      return switch (type.parameter("smime-type").orElse("").toLowerCase(Locale.ROOT)) {
        case "enveloped-data", "authenveloped-data" -> ENCRYPTED;
        case "signed-data" -> SIGNED;
        default -> PLAIN;
      };
    }
    if (!type.is("text/plain") || !root.parts().isEmpty()) {
      return PLAIN;
    }
    return switch (ArmoredText.of(message.content(root), MOST)) {
      case ENCRYPTED -> ENCRYPTED;
      case SIGNED -> SIGNED;
      case NONE, ENCRYPTED_WITHIN, SIGNED_WITHIN -> PLAIN;
    };
  }
}
