package org.sallyport.encryption.policy;

import java.time.Instant;

/**
 * One version of a policy; never changed.
 *
 * @param policy its name
 * @param version 1 for the first
 * @param actor who made it
 * @param note why, or what it came from; may be empty
 */
public record PolicyVersion(
    String policy, long version, Instant at, String actor, String note, PolicyContent content) {}
