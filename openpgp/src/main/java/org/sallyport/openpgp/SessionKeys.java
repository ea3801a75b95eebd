package org.sallyport.openpgp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPBEEncryptedData;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.sallyport.kernel.Secret;

/** Opens the session key of a message with what the caller has. */
final class SessionKeys {
  /** How often a key or password is tried; a message can name thousands of recipients. */
  private static final int MOST_TRIES = 64;

  private final List<Key> keys;
  private final List<Secret> passwords;
  private int tries;
  private Optional<Refusal> locked = Optional.empty();

  SessionKeys(List<Key> keys, List<Secret> passwords) {
    this.keys = keys;
    this.passwords = passwords;
  }

  /**
   * A session key.
   *
   * @param key the key
   * @param by which of the caller's keys opened it; empty for a password
   * @param password what the password opened, which can tell whether it was the right one
   */
  record Opened(
      PGPSessionKey key, Optional<Fingerprint> by, Optional<PGPPBEEncryptedData> password) {}

  /**
   * What may be the session key: the first that a key opens, or else what passwords give, of which
   * only a look at the content tells the right one.
   */
  List<Opened> open(PGPEncryptedDataList message) throws RefusedException {
    var byPassword = new ArrayList<Opened>();
    for (var one : message) {
      if (one instanceof PGPPublicKeyEncryptedData toKey) {
        var opened = openWithKeys(toKey);
        if (opened.isPresent()) {
          return List.of(opened.get());
        }
      } else if (one instanceof PGPPBEEncryptedData toPassword) {
        openWithPasswords(toPassword, byPassword);
      }
    }
    if (byPassword.isEmpty()) {
      throw new RefusedException(locked.orElseGet(SessionKeys::noneFits));
    }
    return byPassword;
  }

  static Refusal noneFits() {
    return new Refusal(
        Refusal.Kind.CANNOT_DECRYPT, "none of the keys and passwords given opens this message");
  }

  private Optional<Opened> openWithKeys(PGPPublicKeyEncryptedData toKey) throws RefusedException {
    for (var key : keys) {
      for (var secret : key.ring()) {
        // A recipient may be hidden: then every key is tried (section 5.1.8).
        if (!secret.getPublicKey().isEncryptionKey()
            || !(toKey.getKeyIdentifier().isWildcard()
                || toKey.getKeyIdentifier().matchesExplicit(secret.getKeyIdentifier()))) {
          continue;
        }
        switch (Secrets.open(secret)) {
          case Result.Of<PGPKeyPair>(var pair) -> {
            var opened = tryKey(toKey, pair);
            if (opened.isPresent()) {
              return opened;
            }
          }
          case Result.Refused<PGPKeyPair>(var refusal) -> {
            if (refusal.kind() == Refusal.Kind.LOCKED) {
              locked = Optional.of(refusal);
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Opened> tryKey(PGPPublicKeyEncryptedData toKey, PGPKeyPair pair)
      throws RefusedException {
    countTry();
    try {
      var key = toKey.getSessionKey(new BcPublicKeyDataDecryptorFactory(pair));
      return Optional.of(
          new Opened(
              key,
              Optional.of(Fingerprint.of(pair.getPublicKey().getFingerprint())),
              Optional.empty()));
    } catch (PGPException | RuntimeException notThisOne) {
      return Optional.empty();
    }
  }

  private void openWithPasswords(PGPPBEEncryptedData toPassword, List<Opened> into)
      throws RefusedException {
    for (var password : passwords) {
      countTry();
      var characters = Bc.characters(password);
      try {
        var key = toPassword.getSessionKey(new Passwords(characters));
        if (fits(key)) {
          into.add(new Opened(key, Optional.empty(), Optional.of(toPassword)));
        }
      } catch (PGPException | RuntimeException notThisOne) {
        // The next one may be.
      } finally {
        Arrays.fill(characters, '\0');
      }
    }
  }

  /** A wrong password gives random octets, which seldom name a cipher of their own length. */
  private static boolean fits(PGPSessionKey key) {
    int length = key.getKey().length;
    return switch (AlgorithmIds.cipher(key.getAlgorithm())) {
      case AES128, CAST5, IDEA, BLOWFISH -> length == 16;
      case AES192, TRIPLE_DES -> length == 24;
      case AES256, TWOFISH -> length == 32;
      case CAMELLIA -> length == 16 || length == 24 || length == 32;
      default -> false;
    };
  }

  private void countTry() throws RefusedException {
    if (++tries > MOST_TRIES) {
      throw new RefusedException(
          Refusal.Kind.LIMIT, "more than " + MOST_TRIES + " attempts to open the session key");
    }
  }
}
