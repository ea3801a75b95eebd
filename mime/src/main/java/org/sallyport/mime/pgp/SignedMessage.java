package org.sallyport.mime.pgp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.sallyport.mime.structure.Message;
import org.sallyport.openpgp.Armor;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Signing;
import org.sallyport.openpgp.Spool;

/**
 * Writes {@code multipart/signed} (RFC 3156 section 5). The signed part has a copy of the header
 * fields ({@code hp="clear"}, RFC 9788) and the message as it stands; parts that are not ASCII in
 * lines are encoded first (section 3).
 */
public final class SignedMessage {
  private SignedMessage() {}

  /**
   * Writes a message signed.
   *
   * @param plan who signs
   * @param folder for the signed part while its signature is made, sealed
   * @param sink is left open
   * @return refused, with nothing written, where a key cannot sign
   * @throws IOException when the message cannot be read or the sink not be written
   */
  public static Result<Boolean> write(Message message, Signing plan, Path folder, OutputStream sink)
      throws IOException {
    var header = new ProtectedHeader(message.root(), false);
    try (var signed = new Spool(folder)) {
      var canonical = new CanonicalWriter(message, true, signed);
      signed.write(header.inside(canonical.encoding(message.root())));
      canonical.writeBody(message.root());
      return switch (plan.detached(signed.content())) {
        case Result.Refused<byte[]>(var refusal) -> Result.refused(refusal);
        case Result.Of<byte[]>(var signature) -> {
          write(header, signed, signature, sink);
          yield Result.of(true);
        }
      };
    }
  }

  private static void write(
      ProtectedHeader header, Spool signed, byte[] signature, OutputStream sink)
      throws IOException {
    var boundary = ProtectedHeader.boundary();
    // The hash is the one that module openpgp signs with.
    sink.write(
        header.outside(
            "Content-Type: multipart/signed; micalg=pgp-sha512;\r\n"
                + " protocol=\"application/pgp-signature\";\r\n boundary=\""
                + boundary
                + '"'));
    sink.write(
        ("This is a signed message (OpenPGP/MIME, RFC 3156).\r\n--" + boundary + "\r\n")
            .getBytes(US_ASCII));
    try (var content = signed.content()) {
      content.transferTo(sink);
    }
    var tail =
        """

        --%1$s
        Content-Type: application/pgp-signature; name="signature.asc"
        Content-Description: OpenPGP signature
        Content-Disposition: attachment; filename="signature.asc"

        %2$s
        --%1$s--
        """
            .formatted(boundary, Armor.of(Armor.Kind.SIGNATURE, signature))
            .replace("\n", "\r\n");
    sink.write(tail.getBytes(US_ASCII));
  }
}
