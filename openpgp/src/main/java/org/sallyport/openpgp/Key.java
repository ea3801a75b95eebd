package org.sallyport.openpgp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.sallyport.kernel.Secret;

/**
 * A key: a certificate with secrets (Transferable Secret Key, RFC 9580 section 10.2), each of which
 * is open, under a passphrase, or left out. Immutable: what changes a key returns another one. Safe
 * for use by several threads.
 *
 * <p>Everything that needs a secret needs it open: {@link #unlock} comes first. An open key holds
 * its secrets in memory; it is never printed.
 */
public final class Key {
  private final PGPSecretKeyRing ring;
  private final Certificate certificate;

  Key(PGPSecretKeyRing ring) {
    this(ring, new Certificate(publicPart(ring)));
  }

  private Key(PGPSecretKeyRing ring, Certificate certificate) {
    this.ring = ring;
    this.certificate = certificate;
  }

  private static PGPPublicKeyRing publicPart(PGPSecretKeyRing ring) {
    return ring.toCertificate();
  }

  /** Makes a key, with its secrets open. RSA takes seconds. */
  public static Key generate(KeyRequest request) {
    return new Key(KeyMaker.make(request));
  }

  /** Reads exactly one key, armored or binary. */
  public static Result<Key> read(byte[] input) {
    return readAll(input)
        .then(
            all ->
                all.size() == 1
                    ? Result.of(all.getFirst())
                    : Result.refused(
                        Refusal.Kind.MALFORMED, all.size() + " keys where one is expected"));
  }

  /** Reads one key or several, armored or binary. */
  public static Result<List<Key>> readAll(byte[] input) {
    return KeyReader.read(input, PGPSecretKeyRing.class, "secret keys")
        .then(
            rings -> {
              try {
                return Result.of(rings.stream().map(Key::new).toList());
              } catch (RuntimeException malformed) {
                return Result.refused(
                    Refusal.Kind.MALFORMED, "a secret key does not hold together");
              }
            });
  }

  /**
   * The same key, whose public half is this object. A certificate verifies its own signatures when
   * it is asked for the first time; whoever reads the same key often keeps one that was asked.
   *
   * @throws IllegalArgumentException if it does not equal the public half, to the octet
   */
  public Key with(Certificate equal) {
    if (!equal.equals(certificate)) {
      throw new IllegalArgumentException(equal + " is not the public half of " + this);
    }
    return new Key(ring, equal);
  }

  /** The public half. */
  public Certificate certificate() {
    return certificate;
  }

  /** The fingerprint of the primary key. */
  public Fingerprint fingerprint() {
    return certificate.fingerprint();
  }

  /** Binary form, with the secrets as they are here: open ones are in it in clear. */
  public Secret bytes() {
    try {
      var encoded = ring.getEncoded();
      var secret = Secret.copyOf(encoded);
      Arrays.fill(encoded, (byte) 0);
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The form for text, with the secrets as they are here: open ones are in it in clear. */
  public Secret armored() {
    return Secret.ofText(Armor.of(Armor.Kind.PRIVATE_KEY_BLOCK, bytes().reveal()));
  }

  /** What it can, until when, and why not; and where its secrets are. */
  public KeyListing listing(Instant at, AlgorithmPolicy policy) {
    return Listings.of(certificate, Optional.of(ring), at, policy);
  }

  /** Whether a passphrase is needed for any of its secrets. */
  public boolean isLocked() {
    for (var key : ring) {
      if (Secrets.part(key) == KeyListing.SecretPart.LOCKED) {
        return true;
      }
    }
    return false;
  }

  /** Where the secret of each key of it is, whatever that key may be used for. */
  public Map<Fingerprint, KeyListing.SecretPart> secretParts() {
    var parts = new LinkedHashMap<Fingerprint, KeyListing.SecretPart>();
    for (var key : ring) {
      parts.put(Fingerprint.of(key.getFingerprint()), Secrets.part(key));
    }
    return parts;
  }

  /**
   * Why somebody who has this key's bytes could guess its passphrase quickly, or change its secrets
   * unseen; empty when neither is so, or none of its secrets is under a passphrase.
   */
  public Optional<String> weaklyProtected() {
    for (var key : ring) {
      var weakness = Secrets.weakness(key);
      if (weakness.isPresent()) {
        return weakness;
      }
    }
    return Optional.empty();
  }

  /** The same key with its secrets open. Each is tried with all the passphrases. */
  public Result<Key> unlock(List<Secret> passphrases) {
    return changeSecrets(key -> Secrets.unlock(key, passphrases));
  }

  /**
   * The same key with its open secrets under a passphrase. Version 4 stretches it as GnuPG can
   * read, version 6 with Argon2.
   *
   * @return refused when a secret is under a passphrase already
   */
  public Result<Key> protect(Secret passphrase) {
    return changeSecrets(key -> Secrets.protect(key, passphrase));
  }

  /**
   * The same key with no secrets but those of subkeys for one use: what a server gets that may
   * decrypt but not sign.
   *
   * @return refused when no subkey that holds at this time has that use
   */
  public Result<Key> onlyWithSecretsFor(KeyUse use, Instant at, AlgorithmPolicy policy) {
    var kept =
        certificate.standing(at, policy).components().stream()
            .filter(component -> !component.isPrimary())
            .filter(component -> component.can().equals(Set.of(use)))
            .map(component -> Fingerprint.of(component.key().getFingerprint()))
            .toList();
    if (kept.isEmpty()) {
      return Result.refused(
          Refusal.Kind.NO_USABLE_KEY,
          "the key has no subkey that is for " + use.name().toLowerCase(Locale.ROOT) + " alone");
    }
    return changeSecrets(
        key ->
            Result.of(
                kept.contains(Fingerprint.of(key.getFingerprint())) ? key : Secrets.without(key)));
  }

  private Result<Key> changeSecrets(Function<PGPSecretKey, Result<PGPSecretKey>> change) {
    var changed = new ArrayList<PGPSecretKey>();
    for (var key : ring) {
      switch (change.apply(key)) {
        case Result.Of<PGPSecretKey>(var value) -> changed.add(value);
        case Result.Refused<PGPSecretKey>(var refusal) -> {
          return Result.refused(refusal);
        }
      }
    }
    return Result.of(new Key(SecretRings.of(changed, ring)));
  }

  /** The same secrets with what another copy of the certificate knows. */
  public Result<Key> merge(Certificate other) {
    return certificate
        .merge(other)
        .map(merged -> new Key(PGPSecretKeyRing.replacePublicKeys(ring, merged.ring())));
  }

  /** A key with one more user id. */
  public Result<Key> withUserId(String userId, Instant at, AlgorithmPolicy policy) {
    UserIds.requireValid(userId);
    return edit(at, policy).then(edit -> edit.userId(userId));
  }

  /** A key with one more subkey, of the algorithms of a profile with the key's version. */
  public Result<Key> withSubkey(
      KeyProfile profile, KeyUse use, Instant at, AlgorithmPolicy policy) {
    return edit(at, policy).then(edit -> edit.subkey(profile, use));
  }

  /**
   * A key that ends at another time: earlier, later (renewal), or never. Its subkeys follow, except
   * those that were revoked.
   */
  public Result<Key> expiring(Optional<Instant> until, Instant at, AlgorithmPolicy policy) {
    return edit(at, policy).then(edit -> edit.expiring(until));
  }

  /** A revoked key. Its certificate must reach those who use it. */
  public Result<Key> revoked(Revocation why, Instant at, AlgorithmPolicy policy) {
    return edit(at, policy).then(edit -> edit.revoked(why));
  }

  /** A key with a user id revoked. */
  public Result<Key> withUserIdRevoked(
      String userId, Revocation why, Instant at, AlgorithmPolicy policy) {
    return edit(at, policy).then(edit -> edit.userIdRevoked(userId, why));
  }

  /** A key with a subkey revoked. */
  public Result<Key> withSubkeyRevoked(
      Fingerprint subkey, Revocation why, Instant at, AlgorithmPolicy policy) {
    return edit(at, policy).then(edit -> edit.subkeyRevoked(subkey, why));
  }

  /**
   * Vouches for user ids of another certificate.
   *
   * @param until when that ends; empty for no end
   * @return the other certificate with the certifications in it
   */
  public Result<Certificate> certify(
      Certificate subject,
      List<String> userIds,
      Instant at,
      Optional<Instant> until,
      AlgorithmPolicy policy) {
    return certifier(at, policy)
        .then(pair -> Certifications.certify(pair, subject, userIds, at, until));
  }

  /** Takes back what {@link #certify} said. */
  public Result<Certificate> revokeCertification(
      Certificate subject,
      List<String> userIds,
      Revocation why,
      Instant at,
      AlgorithmPolicy policy) {
    return certifier(at, policy)
        .then(pair -> Certifications.revoke(pair, subject, userIds, at, why));
  }

  private Result<PGPKeyPair> certifier(Instant at, AlgorithmPolicy policy) {
    var primary = certificate.standing(at, policy).primary();
    if (!primary.may(KeyUse.CERTIFY)) {
      return Result.refused(
          Refusal.Kind.NO_USABLE_KEY,
          "the key cannot certify: " + primary.unusable().orElse("it was not made for that"));
    }
    return Secrets.open(ring.getSecretKey());
  }

  private Result<KeyEdit> edit(Instant at, AlgorithmPolicy policy) {
    return Secrets.open(ring.getSecretKey())
        .map(pair -> new KeyEdit(this, pair, at, certificate.standing(at, policy)));
  }

  PGPSecretKeyRing ring() {
    return ring;
  }

  @Override
  public String toString() {
    return "Key[" + fingerprint() + "]";
  }
}
