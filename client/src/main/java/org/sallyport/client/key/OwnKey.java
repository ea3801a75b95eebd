package org.sallyport.client.key;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sallyport.client.policy.KeyMode;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;

/**
 * A key of the person, as this machine has it.
 *
 * @param certificate its public half, with what the organisation certified
 * @param state where it stands
 * @param mode who has its secrets
 * @param secret with every secret under a passphrase; empty when it is elsewhere
 */
public record OwnKey(Certificate certificate, State state, KeyMode mode, Optional<Key> secret) {

  /** Where a key stands. */
  public enum State {
    /** Made here; the server does not have its certificate yet. */
    pending,
    /** Others encrypt to it. */
    active,
    /** Another one took its place; what was encrypted to it still opens. */
    superseded,
    /** No longer to be used. */
    revoked,
    /** Its end has come; what was encrypted to it still opens. */
    expired;

    /** As a server says it; what this client does not know is not to be used for anything new. */
    static State of(String word) {
      return java.util.Arrays.stream(values())
          .filter(state -> state != pending && state.name().equals(word))
          .findFirst()
          .orElse(superseded);
    }
  }

  /** Names it. */
  public Fingerprint fingerprint() {
    return certificate.fingerprint();
  }

  OwnKey at(State next) {
    return new OwnKey(certificate, next, mode, secret);
  }

  OwnKey with(Certificate newer) {
    var merged =
        certificate.merge(newer) instanceof Result.Of<Certificate>(var one) ? one : certificate;
    return new OwnKey(merged, state, mode, secret.map(key -> merged(key, merged)));
  }

  private static Key merged(Key key, Certificate certificate) {
    return key.merge(certificate) instanceof Result.Of<Key>(var one) ? one : key;
  }

  OwnKey with(Key locked) {
    return new OwnKey(certificate, state, mode, Optional.of(locked));
  }

  static Secret armored(Key key) {
    return key.armored();
  }

  static Result<Key> read(String armored) {
    return Key.read(armored.getBytes(StandardCharsets.UTF_8));
  }
}
