package org.sallyport.mime.pgp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import org.sallyport.mime.structure.Message;

/**
 * Writes a message that was decrypted as one without protection: the trace fields from outside, the
 * other fields as {@link ReadFields} has them, the content as it was encrypted.
 */
public final class PlainMessage {
  private PlainMessage() {}

  /**
   * Writes it.
   *
   * @param message as it came
   * @param sink is left open
   * @throws IOException when it cannot be read or the sink not be written
   */
  public static void write(Message message, Reading.Decrypted decrypted, OutputStream sink)
      throws IOException {
    var content = decrypted.content();
    var root = content.root();
    var canonical = new CanonicalWriter(content, false, sink);
    var encoding = canonical.encoding(root);
    var header =
        ProtectedHeader.fields(message.header(), FieldKinds::isTrace)
            + ProtectedHeader.fields(
                decrypted.fields().header(),
                field -> !FieldKinds.isTrace(field) && !FieldKinds.isOurs(field))
            + "MIME-Version: 1.0\r\n"
            + ProtectedHeader.unprotected(root)
            + ProtectedHeader.fields(
                root.header(),
                field ->
                    FieldKinds.isStructural(field)
                        && !field.isNamed("Content-Type")
                        && !field.isNamed("MIME-Version")
                        && (encoding.isEmpty() || !field.isNamed("Content-Transfer-Encoding")));
    sink.write(ProtectedHeader.octets(header));
    if (!encoding.isEmpty()) {
      sink.write(("Content-Transfer-Encoding: " + encoding + "\r\n").getBytes(US_ASCII));
    }
    sink.write(new byte[] {'\r', '\n'});
    canonical.writeBody(root);
  }
}
