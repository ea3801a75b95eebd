package org.sallyport.openpgp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a certificate or key is, for people and programs to look at.
 *
 * @param fingerprint of the primary key
 * @param version 4 or 6
 * @param userIds in the order they are in
 * @param keys the primary key first, then the subkeys
 */
public record KeyListing(
    Fingerprint fingerprint, int version, List<ListedUserId> userIds, List<ListedKey> keys) {
  /** Copies the lists. */
  public KeyListing {
    userIds = List.copyOf(userIds);
    keys = List.copyOf(keys);
  }

  /** Why the whole is of no use; empty when its primary key is in order. */
  public Optional<String> unusable() {
    return keys.getFirst().unusable();
  }

  /** Whether some key may be used so at the time that was asked about. */
  public boolean can(KeyUse use) {
    return keys.stream().anyMatch(key -> key.unusable().isEmpty() && key.can().contains(use));
  }

  /** Until when the primary key is of use; empty without an end. */
  public Optional<Instant> until() {
    return keys.getFirst().until();
  }

  /**
   * A user id.
   *
   * @param text as it is in the certificate; may hold anything
   * @param valid whether the primary key vouches for it and has not revoked it
   */
  public record ListedUserId(String text, boolean valid) {}

  /**
   * A key.
   *
   * @param fingerprint names it
   * @param algorithm what it is for the policy
   * @param bits its length
   * @param created when it was made, by its own word
   * @param can what it was made for
   * @param until when it stops; empty without an end
   * @param unusable why it is of no use now; empty when it is
   * @param secret where its secret is
   */
  public record ListedKey(
      Fingerprint fingerprint,
      Algorithm algorithm,
      int bits,
      Instant created,
      Set<KeyUse> can,
      Optional<Instant> until,
      Optional<String> unusable,
      SecretPart secret) {
    /** Copies the set. */
    public ListedKey {
      can = Set.copyOf(can);
    }
  }

  /** Where the secret of a key is. */
  public enum SecretPart {
    /** Not here. */
    ABSENT,
    /** Here, and needs a passphrase. */
    LOCKED,
    /** Here, and can be used. */
    OPEN
  }
}
