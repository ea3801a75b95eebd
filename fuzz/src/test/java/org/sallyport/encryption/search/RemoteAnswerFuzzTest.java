package org.sallyport.encryption.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.UserIds;

class RemoteAnswerFuzzTest {
  private static final Address ALICE = Address.of("alice@example.com").orElseThrow();
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final AlgorithmPolicy POLICY = AlgorithmPolicy.standard();

  @FuzzTest(maxDuration = "60s")
  void an_answer_is_read_within_its_limits_and_a_key_counts_for_its_address_alone(byte[] input) {
    try {
      if (WebGet.answer(new ByteArrayInputStream(input)) instanceof Fetched.Body(var octets)) {
        assertThat(octets.length).isLessThanOrEqualTo(WebGet.MOST);
        sieve(octets);
      }
    } catch (IOException refused) {
      assertThat(refused).hasMessageMatching("[ -~]+");
    }
    sieve(input);
  }

  private static void sieve(byte[] material) {
    var found = new Sieve(POLICY).of(List.of(material), ALICE, List.of(), NOW);
    assertThat(found).hasSizeLessThanOrEqualTo(Sieve.MOST);
    for (var certificate : found) {
      assertThat(certificate.userIds())
          .isNotEmpty()
          .allSatisfy(id -> assertThat(UserIds.address(id)).hasValue(ALICE.text()));
      assertThat(certificate.listing(NOW, POLICY).can(KeyUse.ENCRYPT)).isTrue();
    }
  }
}
