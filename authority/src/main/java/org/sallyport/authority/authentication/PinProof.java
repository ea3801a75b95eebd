package org.sallyport.authority.authentication;

import java.time.InstantSource;
import java.util.Optional;
import org.sallyport.authority.user.Pins;
import org.sallyport.authority.user.Standing;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.Users;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;

/** Holds PINs against their hashes, before a transaction because it takes long. Any thread. */
public final class PinProof {
  private final Store store;
  private final Users users;
  private final InstantSource clock;

  /** Proofs about these users. */
  public PinProof(Store store, Users users, InstantSource clock) {
    this.store = store;
    this.users = users;
    this.clock = clock;
  }

  /**
   * The hash that the PIN was found to match; empty where none was given, or it is wrong, or nobody
   * looks because the user is locked.
   */
  public Optional<String> of(String tenant, UserName user, Optional<Secret> pin) {
    return pin.flatMap(
        given ->
            store
                .read(in -> users.look(in, tenant, user))
                .filter(found -> !found.user().lockedAt(clock.instant()))
                .flatMap(Standing::pinHash)
                .filter(hash -> Pins.matches(given, hash)));
  }

  /** Whether the user has no PIN, or one that was proven. */
  public static boolean holds(Standing held, Optional<String> proven) {
    return held.pinHash().isEmpty() || held.pinHash().equals(proven);
  }
}
