package org.sallyport.encryption.organisation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Verdict;
import org.sallyport.openpgp.Verification;

@ParameterizedClass
@EnumSource
class OrganisationKeysTest {
  private static final String USER_ID = "Ada <ada@example.com>";

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;

  private static Certificate certificate() {
    return Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V4, List.of(USER_ID), Optional.empty(), TestDomain.START))
        .certificate();
  }

  @Test
  void the_first_ignition_makes_the_key_and_later_ones_keep_it() {
    Certificate made;
    try (var test = stores.locked(folder)) {
      assertThat(test.domain.organisation().certificate()).isEmpty();
      test.light();
      made = test.domain.organisation().certificate().orElseThrow();
      assertThat(made.userIds()).containsExactly("Example Ltd <organisation@example.com>");
    }
    try (var test = stores.open(folder)) {
      assertThat(test.domain.organisation().certificate()).hasValue(made);
      assertThat(test.domain.organisation().fingerprint()).isEqualTo(made.fingerprint());
    }
  }

  @Test
  void what_it_vouches_for_shows_who_did() {
    try (var test = stores.open(folder)) {
      var keys = test.domain.organisation();
      var certified = keys.certify(certificate(), List.of(USER_ID), Optional.empty()).orThrow();

      assertThat(keys.certified(certified)).containsExactly(USER_ID);
      assertThat(keys.certified(certificate())).isEmpty();
    }
  }

  @Test
  void what_it_signs_verifies() throws IOException {
    try (var test = stores.open(folder)) {
      var keys = test.domain.organisation();
      var signature = keys.sign("policy".getBytes(UTF_8));

      assertThat(signature).startsWith("-----BEGIN PGP SIGNATURE-----");
      assertThat(verdict(test, signature, "policy")).isInstanceOf(Verdict.Good.class);
      assertThat(verdict(test, signature, "Policy")).isInstanceOf(Verdict.Bad.class);
    }
  }

  private static Verdict verdict(TestDomain test, String signature, String text)
      throws IOException {
    return Verification.by(
            test.domain.organisation().certificates(),
            test.clock.instant(),
            AlgorithmPolicy.standard())
        .detached(signature.getBytes(UTF_8), new ByteArrayInputStream(text.getBytes(UTF_8)))
        .orThrow()
        .getFirst();
  }

  @Test
  void it_is_renewed_before_its_end() {
    try (var test = stores.open(folder)) {
      var keys = test.domain.organisation();
      keys.renewIfDue();
      assertThat(until(test)).hasValue(TestDomain.START.plus(OrganisationKeys.LIFETIME));

      test.clock.advance(OrganisationKeys.LIFETIME.minus(Duration.ofDays(59)));
      keys.renewIfDue();

      assertThat(until(test)).hasValue(test.clock.instant().plus(OrganisationKeys.LIFETIME));
      assertThat(keys.certificates()).hasSize(1);
    }
  }

  private static Optional<Instant> until(TestDomain test) {
    return test.domain
        .organisation()
        .certificate()
        .orElseThrow()
        .listing(test.clock.instant(), AlgorithmPolicy.standard())
        .until();
  }

  @Test
  void a_replaced_key_is_vouched_for_by_the_former_one_on_every_node() {
    try (var one = stores.open(folder);
        var other = one.sibling(folder)) {
      var former = other.domain.organisation().certificate().orElseThrow();
      assertThat(other.domain.organisation().fingerprint()).isEqualTo(former.fingerprint());

      var replaced = one.domain.organisation().replace("administrator bob");
      other.domain.generations().read();

      assertThat(other.domain.organisation().fingerprint()).isEqualTo(replaced.fingerprint());
      assertThat(replaced.certifiedBy(former, one.clock.instant(), AlgorithmPolicy.standard()))
          .containsExactly("Example Ltd <organisation@example.com>");
      assertThat(one.domain.organisation().certificates())
          .extracting(Certificate::fingerprint)
          .containsExactly(replaced.fingerprint(), former.fingerprint());
    }
  }

  @Test
  void every_former_key_signs_that_the_present_one_follows_it() throws Exception {
    try (var one = TestDomain.open(folder)) {
      var keys = one.domain.organisation();
      var first = keys.certificate().orElseThrow();
      assertThat(keys.successions()).isEmpty();

      var second = keys.replace("administrator bob");
      var third = keys.replace("administrator bob");

      for (var former : List.of(first, second)) {
        var signature =
            keys.successions().stream()
                .filter(each -> each.former().equals(former.fingerprint()))
                .findFirst()
                .orElseThrow()
                .signature();
        var statement =
            "sallyport organisation key succession\n"
                + former.fingerprint().hex()
                + "\n"
                + third.fingerprint().hex()
                + "\n";
        var verdicts =
            Verification.by(List.of(former), one.clock.instant(), AlgorithmPolicy.standard())
                .detached(
                    signature.getBytes(US_ASCII),
                    new ByteArrayInputStream(statement.getBytes(US_ASCII)))
                .orThrow();
        assertThat(verdicts).singleElement().isInstanceOf(Verdict.Good.class);
      }
    }
  }
}
