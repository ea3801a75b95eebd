package org.sallyport.openpgp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.jspecify.annotations.Nullable;

/**
 * A certificate: the public half of a key with the user ids and signatures that belong to it
 * (Transferable Public Key, RFC 9580 section 10.1). Immutable; safe for use by several threads.
 *
 * <p>That one was read says nothing about whom it belongs to or whether it may be used: {@link
 * #listing} says what it can, {@link #certifiedBy} who vouches for it.
 */
public final class Certificate {
  private final PGPPublicKeyRing ring;
  private volatile @Nullable Proven proven;

  Certificate(PGPPublicKeyRing ring) {
    this.ring = ring;
  }

  /** Reads exactly one certificate, armored or binary. */
  public static Result<Certificate> read(byte[] input) {
    return readAll(input)
        .then(
            all ->
                all.size() == 1
                    ? Result.of(all.getFirst())
                    : Result.refused(
                        Refusal.Kind.MALFORMED,
                        all.size() + " certificates where one is expected"));
  }

  /** Reads one certificate or several, armored or binary. */
  public static Result<List<Certificate>> readAll(byte[] input) {
    return KeyReader.read(input, PGPPublicKeyRing.class, "certificates")
        .then(
            rings ->
                rings.stream().allMatch(one -> one.getPublicKey().isMasterKey())
                    ? Result.of(rings.stream().map(Certificate::new).toList())
                    : Result.refused(
                        Refusal.Kind.MALFORMED, "a certificate begins with a primary key"));
  }

  /** The fingerprint of the primary key. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(ring.getPublicKey().getFingerprint());
  }

  /** Fingerprints of the primary key and every subkey, in their order. */
  public List<Fingerprint> fingerprints() {
    var all = new ArrayList<Fingerprint>();
    ring.forEach(key -> all.add(Fingerprint.of(key.getFingerprint())));
    return all;
  }

  /** 4 or 6, or what else its primary key says. */
  public int version() {
    return ring.getPublicKey().getVersion();
  }

  /** The algorithm of its primary key, by its number in RFC 9580 section 9.1. */
  public int algorithm() {
    return ring.getPublicKey().getAlgorithm();
  }

  /** Whether it has this key, as primary key or subkey. */
  public boolean has(Fingerprint fingerprint) {
    return ring.getPublicKey(fingerprint.octets()) != null;
  }

  /** Binary form, without what is marked as not for export. */
  public byte[] bytes() {
    try {
      return ring.getEncoded(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The form for text. */
  public String armored() {
    return Armor.of(Armor.Kind.PUBLIC_KEY_BLOCK, bytes());
  }

  /** Every user id, valid or not, as it is written. */
  public List<String> userIds() {
    var all = new ArrayList<String>();
    ring.getPublicKey().getUserIDs().forEachRemaining(all::add);
    return all;
  }

  /** User ids that hold at a time: bound by the primary key, not revoked. */
  public List<String> validUserIds(Instant at, AlgorithmPolicy policy) {
    var standing = standing(at, policy);
    return standing.primary().unusable().isPresent()
        ? List.of()
        : userIds().stream().distinct().filter(standing::vouchesFor).toList();
  }

  /** What it can, until when, and why not. */
  public KeyListing listing(Instant at, AlgorithmPolicy policy) {
    return Listings.of(this, Optional.empty(), at, policy);
  }

  /**
   * The user ids that {@code authority} vouches for at a time: with a certification that verifies,
   * has not expired, was not revoked, and was made by a key that may certify.
   */
  public Set<String> certifiedBy(Certificate authority, Instant at, AlgorithmPolicy policy) {
    return Certifications.of(this, authority, at, policy);
  }

  /**
   * Everything that this and a newer or older copy of the same certificate know.
   *
   * @return refused when the other is a different certificate
   */
  public Result<Certificate> merge(Certificate other) {
    if (!other.fingerprint().equals(fingerprint())) {
      return Result.refused(
          Refusal.Kind.MALFORMED,
          other.fingerprint() + " is another certificate than " + fingerprint());
    }
    try {
      var joined = PGPPublicKeyRing.join(ring, other.ring);
      return Crowd.in(joined)
          ? Result.refused(Refusal.Kind.LIMIT, Crowd.REASON)
          : Result.of(new Certificate(joined));
    } catch (PGPException | RuntimeException e) {
      return Result.refused(Refusal.Kind.MALFORMED, "the two copies do not fit together");
    }
  }

  /**
   * What of it is wanted and proven, for somebody who keeps certificates of others: a few user ids,
   * subkeys that its primary key has bound, its own signatures that verify (every revocation among
   * them, whatever its age and hash), and certifications by {@code certifiers} that verify.
   * Anything else that others have put on it, pictures among it, is left out.
   *
   * <p>A certificate that is {@linkplain KeyListing#unusable flooded} loses everything but its
   * keys.
   */
  public Certificate pruned(Set<String> userIds, List<Certificate> certifiers) {
    return Pruning.of(this, userIds, certifiers);
  }

  /**
   * The same without what {@code certifier} has said about user ids, so that it can say it anew.
   */
  public Certificate withoutCertifications(Certificate certifier, Set<String> userIds) {
    return Pruning.without(this, userIds, certifier);
  }

  /** Whether its primary key was revoked, by itself, at a time. */
  public boolean isRevoked(Instant at, AlgorithmPolicy policy) {
    return standing(at, policy).isRevoked();
  }

  PGPPublicKeyRing ring() {
    return ring;
  }

  Proven proven() {
    var known = proven;
    if (known == null) {
      // Bouncy Castle's signatures keep the state of their verification.
      synchronized (ring) {
        known = new Proven(ring);
        proven = known;
      }
    }
    return known;
  }

  Standing standing(Instant at, AlgorithmPolicy policy) {
    return standing(at, at, policy);
  }

  Standing standing(Instant at, Instant now, AlgorithmPolicy policy) {
    return new Standing(proven(), at, now, policy);
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Certificate that && Arrays.equals(bytes(), that.bytes()));
  }

  @Override
  public int hashCode() {
    return fingerprint().hashCode();
  }

  @Override
  public String toString() {
    return "Certificate[" + fingerprint() + "]";
  }
}
