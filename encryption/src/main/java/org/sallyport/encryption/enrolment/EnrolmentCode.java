package org.sallyport.encryption.enrolment;

import java.time.Instant;
import java.util.Optional;

/**
 * A code that an administrator made for an address; the code itself is not kept.
 *
 * @param id {@code k_…}
 * @param creator who made it, as the audit trail names them
 * @param used when a machine enrolled with it
 * @param client that machine
 * @param overKeys whether a machine that it enrols may have secrets that the server keeps
 */
public record EnrolmentCode(
    String id,
    String address,
    Instant created,
    String creator,
    Instant expires,
    Optional<Instant> used,
    Optional<String> client,
    boolean overKeys) {}
