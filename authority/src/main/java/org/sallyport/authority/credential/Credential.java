package org.sallyport.authority.credential;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.authority.user.UserName;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;

/**
 * Something that makes codes for a user, without its seed.
 *
 * @param id {@code c_} and random characters
 * @param period seconds of a step; 30 for event-based ones, where it means nothing
 * @param drift steps that the device's clock was ahead at its last use
 * @param version grows with every change by an administrator
 */
public record Credential(
    String id,
    UserName user,
    String name,
    CodeKind kind,
    CodeForm form,
    int period,
    CredentialState state,
    long drift,
    Optional<Instant> lastUsed,
    Instant created,
    long version) {}
