package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.sallyport.mime.pgp.Opener;
import org.sallyport.mime.pgp.PlainMessage;
import org.sallyport.mime.pgp.Reading;
import org.sallyport.mime.structure.Message;
import org.sallyport.mime.structure.Octets;
import org.sallyport.mime.structure.Scan;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Limits;

/** No message that was put together from pieces is shown as signed or decrypted. */
class PgpMimeFuzzTest {
  private static final Key KEY = key();
  private static final Opener OPENER =
      new Opener(
          Decryption.with(
                  List.of(KEY), Instant.parse("2026-11-23T10:00:00Z"), AlgorithmPolicy.standard())
              .verifying(List.of(KEY.certificate()))
              .within(Limits.standard().ofOctets(1 << 20)),
          Path.of(System.getProperty("java.io.tmpdir")));

  /** The key that messages of the corpus are encrypted to and signed by. */
  private static Key key() {
    try (InputStream in =
        OpenPgpFuzzTest.class.getResourceAsStream("OpenPgpFuzzTestInputs/alice.key")) {
      return Key.read(in == null ? new byte[0] : in.readAllBytes()).orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FuzzTest(maxDuration = "60s")
  void any_message_is_opened_as_a_whole_or_not_at_all(byte[] input) throws IOException {
    if (!(Message.scan(Octets.of(input)) instanceof Scan.Read(var message))) {
      return;
    }
    try (var reading = OPENER.open(message)) {
      switch (reading) {
        case Reading.Decrypted decrypted -> {
          assertThat(message.root().type().full()).isIn("multipart/encrypted", "text/plain");
          var plain = new ByteArrayOutputStream();
          PlainMessage.write(message, decrypted, plain);
          assertThat(Message.scan(Octets.of(plain.toByteArray()))).isInstanceOf(Scan.Read.class);
          assertThat(text(decrypted.content())).containsAnyOf("Hello", "inline");
        }
        case Reading.Signed signed -> {
          if (signed.signatures().stream().anyMatch(one -> one.isGood())) {
            assertThat(text(signed.content())).containsAnyOf("Hello", "- dash");
          }
        }
        case Reading.Plain _, Reading.Refused _ ->
            assertThat(reading.fragments()).hasSizeLessThan(3_000);
      }
    }
  }

  private static String text(Message message) throws IOException {
    try (var in = message.octets().from(0)) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }
}
