package org.sallyport.encryption.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Refusal;
import org.sallyport.openpgp.Result;

/**
 * What is taken of a key that somebody hands in: one certificate, of the version that the policy
 * wants, with a user id of the consumer's, that encrypts and signs with algorithms that are
 * accepted; and those secrets that its mode wants, no more and no fewer. Whatever else others have
 * put on a certificate is left out.
 */
public final class UploadCheck {
  /** Clocks of clients differ by so much, so that a key may be from a little later than now. */
  static final Duration SLACK = Duration.ofMinutes(5);

  /** The most primary keys and subkeys; each has signatures that are verified. */
  static final int MOST_PARTS = 32;

  /** The most octets of a certificate that is kept. */
  static final int MOST_KEPT = 64 * 1024;

  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();

  private UploadCheck() {}

  /**
   * What is kept of an upload.
   *
   * @param certificate what it says, with what was known before
   * @param secrets what the server keeps of the secrets
   */
  public record Taken(Certificate certificate, Optional<Key> secrets) {}

  /**
   * Looks at an upload.
   *
   * @param version of keys that the policy wants
   * @param known the certificate of that fingerprint that is known already
   */
  public static Result<Taken> check(
      KeyUpload upload, Consumer consumer, int version, Optional<Certificate> known, Instant now) {
    return certificate(upload.certificate())
        .then(read -> version(read, version))
        .then(read -> merged(read, consumer, known))
        .then(merged -> use(merged, consumer, now.plus(SLACK)))
        .then(
            certificate ->
                SecretRules.check(upload, certificate, now.plus(SLACK))
                    .map(secrets -> new Taken(certificate, secrets)));
  }

  /** One certificate within limits, whosever it is. */
  static Result<Certificate> certificate(byte[] octets) {
    if (octets.length > KeyUpload.MOST) {
      return refused(
          "the certificate is larger than " + KeyUpload.MOST / 1024 + " KiB; export it minimally");
    }
    return Certificate.read(octets)
        .then(
            read ->
                read.fingerprints().size() > MOST_PARTS
                    ? refused("the key has more than " + MOST_PARTS + " subkeys")
                    : Result.of(read));
  }

  private static Result<Certificate> version(Certificate read, int version) {
    return read.version() == version
        ? Result.of(read)
        : refused(
            "the key is of version "
                + read.version()
                + ", and the policy wants keys of version "
                + version);
  }

  /** What of it is the consumer's, with what was known; a revocation that was known stays. */
  static Result<Certificate> merged(
      Certificate read, Consumer consumer, Optional<Certificate> known) {
    var own = read.pruned(UserIdRules.kept(read.userIds(), consumer), List.of());
    var all = known.isEmpty() ? Result.of(own) : known.get().merge(own);
    return all.then(
        certificate ->
            certificate.bytes().length > MOST_KEPT
                ? refused("the certificate is larger than " + MOST_KEPT / 1024 + " KiB")
                : Result.of(certificate));
  }

  private static Result<Certificate> use(Certificate merged, Consumer consumer, Instant at) {
    var listing = merged.listing(at, ALGORITHMS);
    // Without a user id nothing is signed by a version 4 primary key, and that would be the reason.
    if (UserIdRules.kept(merged.userIds(), consumer).isEmpty()) {
      return refused(
          "the key has no user id with an address of yours; add one with "
              + consumer.address().text());
    }
    if (listing.unusable().isPresent()) {
      return refused("the key cannot be used: " + listing.unusable().get());
    }
    if (UserIdRules.kept(merged.validUserIds(at, ALGORITHMS), consumer).isEmpty()) {
      return refused("the user id with your address was revoked, or is not signed by the key");
    }
    for (var use : List.of(KeyUse.ENCRYPT, KeyUse.SIGN)) {
      if (!listing.can(use)) {
        return refused(
            "the key has nothing that can "
                + use.name().toLowerCase(Locale.ROOT)
                + ": a subkey for that is missing, ended, revoked or of an algorithm that is not"
                + " accepted");
      }
    }
    return Result.of(merged);
  }

  static <T> Result<T> refused(String reason) {
    return Result.refused(Refusal.Kind.POLICY, reason);
  }
}
