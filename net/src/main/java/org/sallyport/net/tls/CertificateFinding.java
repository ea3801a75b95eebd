package org.sallyport.net.tls;

/**
 * Something about a certificate or a chain that a person should know.
 *
 * @param sentence what was found, what was expected, what to do
 */
public record CertificateFinding(Kind kind, String sentence) {

  /** The kinds of findings. */
  public enum Kind {
    /** A certificate of the chain has expired. */
    EXPIRED,
    /** A certificate of the chain is not valid yet. */
    NOT_YET_VALID,
    /** The chain is complete but not in the order of RFC 8446 section 4.4.2. */
    WRONG_ORDER,
    /** Nothing in the chain issued a certificate that needs an issuer. */
    MISSING_INTERMEDIATE,
    /** A certificate that has nothing to do with the first one. */
    UNRELATED,
    /** The first certificate signed itself: only who knows it trusts it. */
    SELF_SIGNED,
    /** No certificate that is trusted issued the end of the chain. */
    UNTRUSTED,
    /** No subject alternative name. */
    NO_NAMES,
    /** The name that is expected is not among the names. */
    NAME_NOT_COVERED
  }
}
