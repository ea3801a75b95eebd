package org.sallyport.openpgp;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a message besides its content.
 *
 * @param encrypted how it was encrypted; empty when it was not
 * @param signatures what its signatures are worth, the outermost first
 * @param fileName the name its sender gave to the content; not protected by a signature, and to be
 *     distrusted as a path
 * @param text whether the sender called it text
 * @param octets how much content there is
 */
public record MessageFacts(
    Optional<Encrypted> encrypted,
    List<Verdict> signatures,
    Optional<String> fileName,
    boolean text,
    long octets) {
  /** Copies the list. */
  public MessageFacts {
    signatures = List.copyOf(signatures);
  }

  /** The signatures that count. */
  public List<Verdict.Good> good() {
    return signatures.stream()
        .filter(Verdict.Good.class::isInstance)
        .map(Verdict.Good.class::cast)
        .toList();
  }

  /**
   * How a message was encrypted.
   *
   * @param cipher its cipher
   * @param version 1 with a modification detection code, 2 with authenticated encryption
   * @param openedBy the key that opened it; empty when a password did
   */
  public record Encrypted(Algorithm cipher, int version, Optional<Fingerprint> openedBy) {}
}
