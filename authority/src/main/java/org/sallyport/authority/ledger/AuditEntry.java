package org.sallyport.authority.ledger;

import java.time.Instant;

/**
 * One line of the audit trail.
 *
 * @param sequence grows with each entry
 * @param action such as {@code user-created}
 * @param subject the user it was done to
 * @param detail more, for people; never a secret
 */
public record AuditEntry(
    long sequence, Instant at, String actor, String action, String subject, String detail) {}
