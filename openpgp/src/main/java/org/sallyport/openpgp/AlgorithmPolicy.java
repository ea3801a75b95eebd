package org.sallyport.openpgp;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Until when an algorithm is accepted. The end is held against the time of the question, never
 * against the time that a signature or key claims for itself: who can forge the one can write the
 * other.
 *
 * <p>It is about what others made. What is made here uses AES-256, SHA-512 and the keys of {@link
 * KeyProfile}, whatever is accepted.
 *
 * @param ends when an algorithm stops being accepted; one that is missing has no end yet
 */
public record AlgorithmPolicy(Map<Algorithm, Instant> ends) {
  private static final Instant NEVER_ACCEPTED = Instant.EPOCH;

  /** Copies the map. */
  public AlgorithmPolicy {
    ends = Map.copyOf(ends);
  }

  /**
   * What holds where nothing else is said; docs/openpgp.md has the reasons.
   *
   * <p>Signatures on SHA-1 ended on 2023-02-01. Ciphers with blocks of 64 bits are still read, so
   * that old mail opens, until 2030. RSA of 2048 bits ends with 2030 (NIST SP 800-57), as do DSA
   * and Elgamal.
   */
  public static AlgorithmPolicy standard() {
    var ends = new EnumMap<Algorithm, Instant>(Algorithm.class);
    for (var never :
        new Algorithm[] {
          Algorithm.MD5,
          Algorithm.PLAINTEXT,
          Algorithm.RSA_UNDER_2048,
          Algorithm.DSA_UNDER_2048,
          Algorithm.ELGAMAL_UNDER_2048,
          Algorithm.OTHER_CURVE,
          Algorithm.UNKNOWN
        }) {
      ends.put(never, NEVER_ACCEPTED);
    }
    ends.put(Algorithm.RIPEMD160, day("2013-02-01"));
    ends.put(Algorithm.SHA1, day("2023-02-01"));
    for (var until2031 :
        new Algorithm[] {
          Algorithm.SHA224,
          Algorithm.IDEA,
          Algorithm.TRIPLE_DES,
          Algorithm.CAST5,
          Algorithm.BLOWFISH,
          Algorithm.RSA_2048,
          Algorithm.DSA,
          Algorithm.ELGAMAL
        }) {
      ends.put(until2031, day("2031-01-01"));
    }
    return new AlgorithmPolicy(ends);
  }

  private static Instant day(String date) {
    return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The same, but for when one algorithm ends. */
  public AlgorithmPolicy ending(Algorithm algorithm, Instant end) {
    var changed = new EnumMap<Algorithm, Instant>(Algorithm.class);
    changed.putAll(ends);
    changed.put(algorithm, end);
    return new AlgorithmPolicy(changed);
  }

  /** Why an algorithm is not accepted at a time; empty when it is. */
  public Optional<String> objection(Algorithm algorithm, Instant at) {
    var end = ends.get(algorithm);
    if (end == null || at.isBefore(end)) {
      return Optional.empty();
    }
    return Optional.of(
        end.equals(NEVER_ACCEPTED)
            ? algorithm.label() + " is never accepted"
            : algorithm.label()
                + " is not accepted since "
                + end.atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
