package org.sallyport.client.policy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Verdict;
import org.sallyport.openpgp.Verification;

/**
 * A policy with its signature, as it was received.
 *
 * @param document exactly what was signed
 * @param signature detached, in armor
 */
record SignedPolicy(@Nullable String document, @Nullable String signature) {
  /**
   * The policy, when the organisation key has signed it.
   *
   * @throws IllegalArgumentException with a sentence, when it has not
   */
  Policy verified(Certificate organisation, Instant at) {
    if (document == null || signature == null) {
      throw new IllegalArgumentException("the policy lacks its document or its signature");
    }
    if (verdicts(organisation, at, document, signature).stream()
        .noneMatch(
            verdict ->
                verdict instanceof Verdict.Good good
                    && good.certificate().equals(organisation.fingerprint()))) {
      throw new IllegalArgumentException(
          "the policy is not signed by the organisation key " + organisation.fingerprint());
    }
    var policy = Policy.read(document);
    if (!policy.organisationKey().equals(organisation.fingerprint())) {
      throw new IllegalArgumentException(
          "the policy is of another organisation key, " + policy.organisationKey());
    }
    return policy;
  }

  private static List<Verdict> verdicts(
      Certificate organisation, Instant at, String document, String signature) {
    try {
      var verification = Verification.by(List.of(organisation), at, AlgorithmPolicy.standard());
      return switch (verification.detached(
          signature.getBytes(StandardCharsets.UTF_8),
          new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)))) {
        case Result.Of<List<Verdict>>(var verdicts) -> verdicts;
        case Result.Refused<List<Verdict>> _ -> List.of();
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
