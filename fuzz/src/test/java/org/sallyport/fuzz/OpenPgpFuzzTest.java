package org.sallyport.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Armor;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Limits;
import org.sallyport.openpgp.MalformedArmorException;
import org.sallyport.openpgp.Opening;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Verification;

/** Armor, keys, signatures and messages of anybody end in a value, whatever they are. */
class OpenPgpFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final AlgorithmPolicy POLICY = AlgorithmPolicy.standard();
  private static final Limits LIMITS = Limits.standard().ofOctets(1 << 20);
  private static final Key KEY = key();
  private static final Secret PASSWORD = Secret.ofText("sesame");

  /** The key that messages of the corpus are encrypted to. */
  private static Key key() {
    try (InputStream in =
        OpenPgpFuzzTest.class.getResourceAsStream("OpenPgpFuzzTestInputs/alice.key")) {
      return Key.read(in == null ? new byte[0] : in.readAllBytes()).orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FuzzTest(maxDuration = "60s")
  void anything_read_as_openpgp_ends_in_a_value(byte[] input) throws IOException {
    armor(input);
    certificates(input);
    Key.readAll(input);
    message(input);
    Verification.by(List.of(KEY.certificate()), NOW, POLICY)
        .detached(input, new ByteArrayInputStream("content".getBytes(US_ASCII)));
  }

  private static void armor(byte[] input) throws IOException {
    var text = Armor.of(Armor.Kind.MESSAGE, input).getBytes(US_ASCII);
    assertThat(Armor.reader(new ByteArrayInputStream(text)).readAllBytes()).isEqualTo(input);
    try {
      Armor.reader(new ByteArrayInputStream(input)).readAllBytes();
    } catch (MalformedArmorException refused) {
      assertThat(refused).hasMessageMatching("(?s).+");
    }
    Armor.kindOf(input);
  }

  private static void certificates(byte[] input) {
    if (Certificate.readAll(input) instanceof Result.Of<List<Certificate>>(var all)) {
      for (var certificate : all) {
        certificate.listing(NOW, POLICY);
        certificate.certifiedBy(KEY.certificate(), NOW, POLICY);
        assertThat(Certificate.readAll(certificate.bytes())).isInstanceOf(Result.Of.class);
        assertThat(certificate.armored()).startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
      }
    }
  }

  private static void message(byte[] input) throws IOException {
    var sink = new ByteArrayOutputStream();
    var decrypted =
        Decryption.with(List.of(KEY), NOW, POLICY)
            .orPasswords(List.of(PASSWORD))
            .verifying(List.of(KEY.certificate()))
            .within(LIMITS)
            .decrypt(new ByteArrayInputStream(input), sink);
    if (decrypted instanceof Opening.Released(var facts)) {
      assertThat(facts.octets()).isEqualTo(sink.size());
      assertThat(facts.encrypted()).isPresent();
    }
    var content = new ByteArrayOutputStream();
    var verified =
        new Verification(List.of(KEY.certificate()), NOW, POLICY, LIMITS)
            .inline(new ByteArrayInputStream(input), content);
    if (verified instanceof Opening.Released(var facts) && !facts.good().isEmpty()) {
      assertThat(content.toString(ISO_8859_1)).startsWith("signed");
    }
  }
}
