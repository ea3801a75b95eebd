package org.sallyport.authority.credential;

import java.time.Instant;

/**
 * A code that stands in for a lost device, without its digits.
 *
 * @param id {@code t_} and random characters
 * @param uses how often it may still be used
 */
public record TemporaryCode(String id, int digits, Instant expires, int uses, Instant created) {}
