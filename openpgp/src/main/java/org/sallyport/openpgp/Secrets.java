package org.sallyport.openpgp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.bcpg.SecretKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.operator.PBESecretKeyEncryptor;
import org.bouncycastle.openpgp.operator.bc.BcAEADSecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.jspecify.annotations.Nullable;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.KeyListing.SecretPart;

/** The secret parts of keys: open, under a passphrase, or left out. */
final class Secrets {
  /** Argon2 may ask for 2^17 KiB of memory: 128 MiB. A key could ask for terabytes. */
  private static final int MOST_ARGON2_MEMORY = 17;

  /** 16 MiB are hashed for each guess at a passphrase (section 3.7.1.3). */
  private static final int ITERATIONS = 0xe0;

  /**
   * So many octets GnuPG hashed when machines were slow; it hashes a thousand times as many now.
   */
  private static final int LEAST_STRETCHED = 65_536;

  private Secrets() {}

  static SecretPart part(PGPSecretKey key) {
    if (key.isPrivateKeyEmpty() || key.isExternalKey()) {
      return SecretPart.ABSENT;
    }
    return key.getKeyEncryptionAlgorithm() == SymmetricKeyAlgorithmTags.NULL
        ? SecretPart.OPEN
        : SecretPart.LOCKED;
  }

  /** The pair of an open key. */
  static Result<PGPKeyPair> open(@Nullable PGPSecretKey key) {
    if (key == null) {
      return Result.refused(Refusal.Kind.NO_USABLE_KEY, "the secret of this key is not here");
    }
    return switch (part(key)) {
      case ABSENT ->
          Result.refused(
              Refusal.Kind.NO_USABLE_KEY,
              "the secret of " + Fingerprint.of(key.getFingerprint()) + " is not here");
      case LOCKED ->
          Result.refused(
              Refusal.Kind.LOCKED,
              "the key " + Fingerprint.of(key.getFingerprint()) + " needs its passphrase");
      case OPEN -> {
        try {
          yield Result.of(key.extractKeyPair(null));
        } catch (PGPException | RuntimeException malformed) {
          yield Result.refused(
              Refusal.Kind.MALFORMED,
              "the secret of " + Fingerprint.of(key.getFingerprint()) + " is damaged");
        }
      }
    };
  }

  /** The same key with its secret open, under the first passphrase that fits. */
  static Result<PGPSecretKey> unlock(PGPSecretKey key, List<Secret> passphrases) {
    if (part(key) != SecretPart.LOCKED) {
      return Result.of(key);
    }
    if (asksForTooMuch(key)) {
      return Result.refused(
          Refusal.Kind.LIMIT,
          "the passphrase of the key is stretched with more than "
              + (1 << (MOST_ARGON2_MEMORY - 10))
              + " MiB of memory");
    }
    for (var passphrase : passphrases) {
      var opened = extract(key, passphrase);
      if (opened.isPresent()) {
        return Result.of(build(opened.get(), key.getPublicKey(), null));
      }
    }
    return Result.refused(
        Refusal.Kind.LOCKED,
        (passphrases.isEmpty() ? "no passphrase was given for " : "no passphrase given opens ")
            + Fingerprint.of(key.getFingerprint()));
  }

  /** Sections 3.7.1 and 3.7.2.1 say which ways of protection are there for old keys alone. */
  static Optional<String> weakness(PGPSecretKey key) {
    if (part(key) != SecretPart.LOCKED) {
      return Optional.empty();
    }
    if (asksForTooMuch(key)) {
      return Optional.of("its passphrase is stretched with more memory than is given to it");
    }
    var s2k = key.getS2K();
    boolean stretched =
        s2k != null
            && (s2k.getType() == S2K.ARGON_2
                || (s2k.getType() == S2K.SALTED_AND_ITERATED
                    && s2k.getIterationCount() >= LEAST_STRETCHED));
    if (!stretched) {
      return Optional.of("its passphrase is hardly stretched, so that it can be guessed quickly");
    }
    return key.getS2KUsage() == SecretKeyPacket.USAGE_SHA1
            || key.getS2KUsage() == SecretKeyPacket.USAGE_AEAD
        ? Optional.empty()
        : Optional.of("nothing protects its secrets against changes");
  }

  private static boolean asksForTooMuch(PGPSecretKey key) {
    var s2k = key.getS2K();
    return s2k != null
        && s2k.getType() == S2K.ARGON_2
        && s2k.getMemorySizeExponent() > MOST_ARGON2_MEMORY;
  }

  private static Optional<PGPPrivateKey> extract(PGPSecretKey key, Secret passphrase) {
    var characters = Bc.characters(passphrase);
    try {
      return Optional.of(
          key.extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(Bc.DIGESTS).build(characters)));
    } catch (PGPException | RuntimeException wrong) {
      return Optional.empty();
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /** The same key with its open secret under a passphrase. */
  static Result<PGPSecretKey> protect(PGPSecretKey key, Secret passphrase) {
    if (part(key) == SecretPart.ABSENT) {
      return Result.of(key);
    }
    return open(key)
        .map(
            pair -> {
              var characters = Bc.characters(passphrase);
              try {
                return build(
                    pair.getPrivateKey(),
                    key.getPublicKey(),
                    encryptor(key.getPublicKey(), characters));
              } finally {
                Arrays.fill(characters, '\0');
              }
            });
  }

  private static PBESecretKeyEncryptor encryptor(PGPPublicKey key, char[] passphrase) {
    if (key.getVersion() >= 6) {
      return new BcAEADSecretKeyEncryptorBuilder(
              AEADAlgorithmTags.OCB,
              SymmetricKeyAlgorithmTags.AES_256,
              S2K.Argon2Params.memoryConstrainedParameters())
          .build(passphrase, key.getPublicKeyPacket());
    }
    return new BcPBESecretKeyEncryptorBuilder(
            SymmetricKeyAlgorithmTags.AES_256, Bc.digest(HashAlgorithmTags.SHA256), ITERATIONS)
        .build(passphrase);
  }

  /** A secret key of its parts, open without an encryptor. */
  static PGPSecretKey build(
      PGPPrivateKey secret, PGPPublicKey key, @Nullable PBESecretKeyEncryptor encryptor) {
    try {
      return new PGPSecretKey(
          secret, key, Bc.digest(HashAlgorithmTags.SHA1), key.isMasterKey(), encryptor);
    } catch (PGPException e) {
      throw Bc.broken(e);
    }
  }

  /** The key without its secret, in the form that GnuPG made up for it and that all read. */
  static PGPSecretKey without(PGPSecretKey key) {
    var packet = key.getPublicKey().getPublicKeyPacket();
    var dummy = S2K.gnuDummyS2K(S2K.GNUDummyParams.noPrivateKey());
    var empty =
        key.isMasterKey()
            ? new SecretKeyPacket(
                packet,
                SymmetricKeyAlgorithmTags.NULL,
                SecretKeyPacket.USAGE_SHA1,
                dummy,
                null,
                new byte[0])
            : new org.bouncycastle.bcpg.SecretSubkeyPacket(
                packet,
                SymmetricKeyAlgorithmTags.NULL,
                SecretKeyPacket.USAGE_SHA1,
                dummy,
                null,
                new byte[0]);
    return new PGPSecretKey(empty, key.getPublicKey());
  }
}
