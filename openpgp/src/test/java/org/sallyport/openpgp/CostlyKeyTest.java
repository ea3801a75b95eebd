package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Keys that were made to cost whoever looks at them much time. */
class CostlyKeyTest {
  private static final Key ALICE = KeyTest.make(KeyProfile.CURVE25519_V4);

  @Test
  void copies_of_a_user_id_are_looked_at_once() throws IOException {
    var userId = ALICE.certificate().userIds().getFirst();
    var padded = Certificate.read(withUserIds(userId, 20)).orThrow();
    assertThat(padded.userIds()).hasSize(21);
    assertThat(padded.proven().userIds.values())
        .singleElement()
        .extracting(one -> one.bindings().size())
        .isEqualTo(1);
    assertThat(padded.validUserIds(KeyTest.NOW, AlgorithmPolicy.standard()))
        .containsExactly(userId);
  }

  @Test
  void a_certificate_with_a_hundred_thousand_user_ids_is_refused() throws IOException {
    assertThat(Certificate.read(withUserIds("abc", 100_000)))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.refusal().kind()).isEqualTo(Refusal.Kind.LIMIT));
  }

  private static byte[] withUserIds(String userId, int copies) throws IOException {
    var octets = ALICE.certificate().bytes();
    var own = ALICE.certificate().userIds().getFirst().getBytes(UTF_8);
    int header = new String(octets, ISO_8859_1).indexOf(new String(own, ISO_8859_1)) - 2;
    var padded = new ByteArrayOutputStream();
    padded.write(octets, 0, header);
    var text = userId.getBytes(UTF_8);
    for (int i = 0; i < copies; i++) {
      padded.write(0xc0 | 13);
      padded.write(text.length);
      padded.write(text);
    }
    padded.write(Arrays.copyOfRange(octets, header, octets.length));
    return padded.toByteArray();
  }
}
