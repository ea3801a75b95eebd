package org.sallyport.openpgp;

import java.time.Instant;

/** What a signature is worth. */
public sealed interface Verdict {
  /**
   * It verifies, by a key that could and was allowed to sign when it was made.
   *
   * @param key the key that signed
   * @param certificate the primary key it belongs to
   * @param made when, by its own word
   * @param text whether text was signed, whatever its line ends, rather than octets
   */
  record Good(Fingerprint key, Fingerprint certificate, Instant made, boolean text)
      implements Verdict {}

  /**
   * It does not count.
   *
   * @param keyId of whom it claims to be, in hexadecimal digits
   * @param reason for people
   */
  record Bad(String keyId, String reason) implements Verdict {}

  /**
   * None of the certificates given has its key.
   *
   * @param keyId of whom it claims to be, in hexadecimal digits
   */
  record Unknown(String keyId) implements Verdict {}
}
