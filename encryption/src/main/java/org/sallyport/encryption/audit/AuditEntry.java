package org.sallyport.encryption.audit;

import java.time.Instant;

/**
 * One line of the audit trail.
 *
 * @param sequence grows with each entry
 * @param action such as {@code key-recovered}
 * @param subject whom or what it was done to
 * @param detail more, for people; never a secret
 */
public record AuditEntry(
    long sequence, Instant at, String actor, String action, String subject, String detail) {}
