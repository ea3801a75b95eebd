package org.sallyport.encryption.administrator;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who may sign in.
 *
 * @param enabled false: known, but kept out
 * @param signedIn when last
 */
public record Administrator(
    AdministratorName name,
    AdministratorRole role,
    boolean enabled,
    Instant created,
    Optional<Instant> signedIn) {}
