package org.sallyport.authority.user;

import java.time.Instant;
import java.util.Optional;

/**
 * A person.
 *
 * @param externalId what a directory calls the same person
 * @param ownerCluster the gateways that manage the record
 * @param lockedUntil when the lock of too many wrong codes ends; it may have passed
 * @param pin whether a PIN is asked for
 * @param version grows with every change by an administrator or a lock
 */
public record User(
    UserName name,
    Optional<String> externalId,
    Optional<String> ownerCluster,
    UserState state,
    Optional<Instant> lockedUntil,
    boolean pin,
    Instant created,
    long version) {
  /** Whether too many wrong codes lock the user now. */
  public boolean lockedAt(Instant now) {
    return lockedUntil.filter(now::isBefore).isPresent();
  }
}
