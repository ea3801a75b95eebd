package org.sallyport.encryption.key;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Decryption;
import org.sallyport.openpgp.Encryption;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyListing;
import org.sallyport.openpgp.KeyListing.SecretPart;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.openpgp.Opening;
import org.sallyport.openpgp.Result;

/**
 * Which secrets come with a key of a mode. A secret that must not be here is refused, not left out:
 * its holder has to know that it has left their machine.
 */
final class SecretRules {
  private static final AlgorithmPolicy ALGORITHMS = AlgorithmPolicy.standard();
  private static final byte[] SAMPLE = new byte[32];

  private SecretRules() {}

  /** What is kept of the secrets of an upload. */
  static Result<Optional<Key>> check(KeyUpload upload, Certificate certificate, Instant at) {
    if (upload.mode() == KeyMode.CKM) {
      return upload.secret().isPresent()
          ? UploadCheck.refused(
              "a secret came with the key, and in client key mode none leaves the client: take it"
                  + " for known to others")
          : Result.of(Optional.empty());
    }
    if (upload.secret().isEmpty()) {
      return UploadCheck.refused("the secrets are missing, which the server keeps in this mode");
    }
    return read(upload.secret().get())
        .then(key -> same(key, certificate))
        .then(
            key ->
                switch (upload.mode()) {
                  case SKM -> whole(key, certificate, at);
                  case GKM -> guarded(key, certificate, at);
                  case SCKM -> decrypting(key, certificate, at);
                  case CKM -> UploadCheck.<Key>refused("no secret belongs here");
                })
        .map(Optional::of);
  }

  private static Result<Key> read(Secret secret) {
    if (secret.length() > KeyUpload.MOST) {
      return UploadCheck.refused("the secrets are larger than " + KeyUpload.MOST / 1024 + " KiB");
    }
    var octets = secret.reveal();
    try {
      return Key.read(octets);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private static Result<Key> same(Key key, Certificate certificate) {
    if (!key.fingerprint().equals(certificate.fingerprint())) {
      return UploadCheck.refused("the secrets are those of another key than the certificate");
    }
    return certificate.fingerprints().containsAll(key.secretParts().keySet())
        ? Result.of(key)
        : UploadCheck.refused("there are secrets of subkeys that the certificate does not have");
  }

  private static Result<Key> whole(Key key, Certificate certificate, Instant at) {
    return everyUsable(key, certificate, at, SecretPart.OPEN)
        .then(
            open ->
                open.secretParts().containsValue(SecretPart.LOCKED)
                    ? UploadCheck.refused("a secret of the key is still under a passphrase")
                    : opening(open, certificate, at));
  }

  /** Every secret of use is here, and the server can open none. */
  private static Result<Key> guarded(Key key, Certificate certificate, Instant at) {
    if (key.secretParts().containsValue(SecretPart.OPEN)) {
      return UploadCheck.refused(
          "a secret came without a passphrase, and the server must not see it: take it for known to"
              + " others");
    }
    var weakness = key.weaklyProtected();
    return weakness.isPresent()
        ? UploadCheck.refused("the key is badly protected: " + weakness.get())
        : everyUsable(key, certificate, at, SecretPart.LOCKED);
  }

  private static Result<Key> everyUsable(
      Key key, Certificate certificate, Instant at, SecretPart wanted) {
    var parts = key.secretParts();
    for (var one : certificate.listing(at, ALGORITHMS).keys()) {
      if (one.unusable().isEmpty() && parts.get(one.fingerprint()) != wanted) {
        return UploadCheck.refused(
            "the secret of "
                + one.fingerprint()
                + (wanted == SecretPart.OPEN ? " is not open" : " is not under a passphrase here"));
      }
    }
    return Result.of(key);
  }

  /** What decrypts is open; of what signs or certifies there is nothing. */
  private static Result<Key> decrypting(Key key, Certificate certificate, Instant at) {
    var parts = key.secretParts();
    for (var one : certificate.listing(at, ALGORITHMS).keys()) {
      var part = parts.getOrDefault(one.fingerprint(), SecretPart.ABSENT);
      if (part != SecretPart.ABSENT && !one.can().equals(Set.of(KeyUse.ENCRYPT))) {
        return UploadCheck.refused(
            "the secret of "
                + one.fingerprint()
                + " came, which is not for encryption alone, and the server must not see it: take"
                + " it for known to others");
      }
      if (part == SecretPart.LOCKED) {
        return UploadCheck.refused("the secret of " + one.fingerprint() + " is under a passphrase");
      }
      if (part == SecretPart.ABSENT && encrypts(one)) {
        return UploadCheck.refused("the secret of " + one.fingerprint() + " is missing");
      }
    }
    return opening(key, certificate, at);
  }

  private static boolean encrypts(KeyListing.ListedKey one) {
    return one.unusable().isEmpty() && one.can().contains(KeyUse.ENCRYPT);
  }

  /** That the secrets are the certificate's own shows when they open what is encrypted to it. */
  private static Result<Key> opening(Key key, Certificate certificate, Instant at) {
    var message = new ByteArrayOutputStream();
    try {
      return Encryption.to(List.of(certificate), at, ALGORITHMS)
          .open(message)
          .then(SecretRules::written)
          .then(
              _ ->
                  opens(key, message.toByteArray(), at)
                      ? Result.of(key)
                      : UploadCheck.refused("the secrets do not belong to the certificate"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result<Boolean> written(OutputStream out) {
    try (out) {
      out.write(SAMPLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Result.of(true);
  }

  private static boolean opens(Key key, byte[] message, Instant at) {
    var content = new ByteArrayOutputStream();
    try {
      var opening =
          Decryption.with(List.of(key), at, ALGORITHMS)
              .decrypt(new ByteArrayInputStream(message), content);
      return opening instanceof Opening.Released && Arrays.equals(content.toByteArray(), SAMPLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
