package org.sallyport.encryption.mailrule;

import java.time.Instant;

/**
 * A version of the rules.
 *
 * @param actor who made it
 * @param note why; may be empty
 */
public record RuleVersion(RuleSet rules, Instant at, String actor, String note) {}
