package org.sallyport.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;
import org.sallyport.kernel.KeySuccession;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.Verdict;
import org.sallyport.openpgp.Verification;

/**
 * Whether the organisation key that a server names is the pinned one, or follows it: the former key
 * signs that. A certification of the one by the other would not do, because the organisation key
 * certifies the keys of all its people.
 */
sealed interface Succession {
  /** It is the same key, with everything that is known of it now. */
  record Same(Certificate certificate) implements Succession {}

  /** It is another one, and the pinned one has signed that it follows. */
  record Next(Certificate certificate) implements Succession {}

  /** It is another one, and the pinned one says nothing of it. */
  record Foreign(Fingerprint fingerprint) implements Succession {}

  /** The answer has no key that can be read. */
  record Unreadable() implements Succession {}

  /** As far as it concerns the organisation key. */
  record View(@Nullable String organisationKey, @Nullable List<Signed> successions) {}

  /**
   * What a former key has signed.
   *
   * @param former its fingerprint
   * @param signature detached, in armor, over {@link KeySuccession#statement}
   */
  record Signed(@Nullable String former, @Nullable String signature) {}

  /** Judges the answer to {@code GET /v1/server}. */
  static Succession of(byte[] answer, Certificate pinned, Instant at) {
    var view = Json.read(answer, View.class);
    var named = view.map(View::organisationKey).flatMap(Succession::certificate);
    if (named.isEmpty()) {
      return new Unreadable();
    }
    if (pinned.merge(named.get()) instanceof Result.Of<Certificate>(var merged)) {
      return new Same(merged);
    }
    var signed = view.map(View::successions).orElse(List.of());
    return signed.stream().anyMatch(one -> holds(one, pinned, named.get(), at))
        ? new Next(named.get())
        : new Foreign(named.get().fingerprint());
  }

  private static Optional<Certificate> certificate(String armored) {
    return switch (Certificate.read(armored.getBytes(StandardCharsets.UTF_8))) {
      case Result.Of<Certificate>(var certificate) -> Optional.of(certificate);
      case Result.Refused<Certificate> _ -> Optional.empty();
    };
  }

  private static boolean holds(Signed signed, Certificate pinned, Certificate next, Instant at) {
    if (signed.signature() == null || !pinned.fingerprint().hex().equals(signed.former())) {
      return false;
    }
    try {
      var verdicts =
          Verification.by(List.of(pinned), at, AlgorithmPolicy.standard())
              .detached(
                  signed.signature().getBytes(StandardCharsets.UTF_8),
                  new ByteArrayInputStream(
                      KeySuccession.statement(
                          pinned.fingerprint().hex(), next.fingerprint().hex())));
      return verdicts instanceof Result.Of<List<Verdict>>(var all)
          && all.stream()
              .anyMatch(
                  verdict ->
                      verdict instanceof Verdict.Good good
                          && good.certificate().equals(pinned.fingerprint()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
