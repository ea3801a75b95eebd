package org.sallyport.mime.pgp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import org.sallyport.mime.structure.Message;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Result;

/**
 * Writes {@code multipart/encrypted} (RFC 3156 section 4; with a signature within, section 6.2) in
 * one pass, however large the message is. The message is encrypted as it stands, to the octet.
 */
public final class EncryptedMessage {
  private EncryptedMessage() {}

  /**
   * Writes a message encrypted, with its header fields protected and its subject hidden outside.
   *
   * @param plan for whom, and who signs; its armor and its text mark do not matter
   * @param sink is left open
   * @return refused, with nothing written, where a recipient cannot be encrypted to or a key cannot
   *     sign
   * @throws IOException when the message cannot be read or the sink not be written
   */
  public static Result<Boolean> write(Message message, Encryption plan, OutputStream sink)
      throws IOException {
    var boundary = ProtectedHeader.boundary();
    var header = new ProtectedHeader(message.root(), true);
    var late = new LateStream(before(header, boundary), sink);
    var lines = new CrlfOutputStream(late, false);
    return switch (plan.inArmor().open(lines)) {
      case Result.Refused<OutputStream>(var refusal) -> Result.refused(refusal);
      case Result.Of<OutputStream>(var encrypted) -> {
        // Closed by hand: closing ends the message, and one that breaks off must not look whole.
        encrypted.write(header.inside(""));
        message.octets().copy(message.root().body(), encrypted);
        encrypted.close();
        sink.write(("\r\n--" + boundary + "--\r\n").getBytes(US_ASCII));
        yield Result.of(true);
      }
    };
  }

  private static byte[] before(ProtectedHeader header, String boundary) {
    var outside =
        header.outside(
            "Content-Type: multipart/encrypted;\r\n protocol=\"application/pgp-encrypted\";\r\n"
                + " boundary=\""
                + boundary
                + '"');
    var parts =
        """
        This is an encrypted message (OpenPGP/MIME, RFC 3156).
        --%1$s
        Content-Type: application/pgp-encrypted
        Content-Description: PGP/MIME version identification

        Version: 1

        --%1$s
        Content-Type: application/octet-stream; name="encrypted.asc"
        Content-Description: OpenPGP encrypted message
        Content-Disposition: inline; filename="encrypted.asc"

        """
            .formatted(boundary)
            .replace("\n", "\r\n")
            .getBytes(US_ASCII);
    var all = java.util.Arrays.copyOf(outside, outside.length + parts.length);
    System.arraycopy(parts, 0, all, outside.length, parts.length);
    return all;
  }
}
