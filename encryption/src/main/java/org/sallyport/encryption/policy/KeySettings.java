package org.sallyport.encryption.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.KeyProfile;

/**
 * What keys the people of a policy have.
 *
 * @param mode who has the secret
 * @param profile what kind of key is made
 * @param validity how long a key lasts, {@link #SHORTEST} at least; empty: without an end
 * @param renewBefore how long before its end it is renewed; less than half of {@code validity}
 * @param additionalDecryptionKeys to which everything is encrypted too, visibly to the person
 */
public record KeySettings(
    KeyMode mode,
    KeyProfile profile,
    Optional<Duration> validity,
    Duration renewBefore,
    List<Certificate> additionalDecryptionKeys) {
  /** The shortest validity. */
  public static final Duration SHORTEST = Duration.ofDays(1);

  /** The longest validity. */
  public static final Duration LONGEST = Duration.ofDays(3650);

  /** The most additional decryption keys. */
  public static final int MOST_ADDITIONAL = 5;

  /** What holds where nobody has said anything else. */
  public static final KeySettings STANDARD =
      new KeySettings(
          KeyMode.SKM,
          KeyProfile.CURVE25519_V4,
          Optional.of(Duration.ofDays(730)),
          Duration.ofDays(60),
          List.of());

  /** Copies the list. */
  public KeySettings {
    additionalDecryptionKeys = List.copyOf(additionalDecryptionKeys);
    if (additionalDecryptionKeys.size() > MOST_ADDITIONAL) {
      throw new IllegalArgumentException("too many additional decryption keys");
    }
    if (validity.isPresent() && renewBefore.multipliedBy(2).compareTo(validity.get()) > 0) {
      throw new IllegalArgumentException("a key would be renewed in more than half of its life");
    }
  }
}
