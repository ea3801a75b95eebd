package org.sallyport.encryption.protection;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.sallyport.encryption.mailrule.MailFacts;
import org.sallyport.mime.pgp.Opener;
import org.sallyport.mime.pgp.Reading;
import org.sallyport.mime.structure.Message;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Refusal;

/**
 * Tells messages that are encrypted from those that only say so: a header that does would be a way
 * around the rules. It is enough that a message is well formed up to where a key is needed.
 */
final class Encrypted {
  /** The object identifiers of enveloped and authenticated-enveloped data (RFC 8551). */
  private static final List<String> ENVELOPED =
      List.of("06092a864886f70d010703", "060b2a864886f70d0109100117");

  /** They stand behind at most three lengths. */
  private static final int BEGINNING = 40;

  private Encrypted() {}

  /**
   * Whether it is.
   *
   * @param folder exists
   */
  static boolean isInFact(Message message, MailFacts facts, Path folder, Instant now)
      throws IOException {
    if (!facts.isEncrypted()) {
      return false;
    }
    if (message.root().type().subtype().endsWith("pkcs7-mime")) {
      try (var content = message.content(message.root())) {
        var begin = HexFormat.of().formatHex(content.readNBytes(BEGINNING));
        return ENVELOPED.stream().anyMatch(begin::contains);
      }
    }
    var nobody = Decryption.with(List.of(), now, AlgorithmPolicy.standard());
    try (var reading = new Opener(nobody, folder).open(message)) {
      return reading instanceof Reading.Refused(var refusal, _)
          && refusal.kind() == Refusal.Kind.CANNOT_DECRYPT;
    }
  }
}
