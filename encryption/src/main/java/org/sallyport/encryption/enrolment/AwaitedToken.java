package org.sallyport.encryption.enrolment;

import java.time.Instant;

/**
 * A token that was mailed and has not come back.
 *
 * @param machine the name that the machine gave itself
 * @param tries wrong tokens so far
 */
public record AwaitedToken(
    String id, String address, String machine, Instant created, Instant expires, long tries) {}
