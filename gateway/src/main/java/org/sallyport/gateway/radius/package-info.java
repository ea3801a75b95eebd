/**
 * Validation servers: RADIUS over UDP (RFC 2865, RFC 2866, RFC 5080, RFC 5997), and a small RADIUS
 * client for passwords that another server checks.
 *
 * <p>Start reading at {@link ValidationServer}. A datagram goes {@code DatagramPort} (one thread
 * receives, and never waits) → {@code Reception} (bounded; a virtual thread for each request) →
 * {@code Intake} (is it well-formed, and from whom it says) → {@code Exchanges} (is it a
 * repetition) → {@code AccessRequests} (what is the decision, and how is it said).
 *
 * <p>Nothing that arrives is trusted: a datagram of an unknown address, of no proof or of a wrong
 * one is dropped without an answer and counted ({@link Refusal}). Replies carry a
 * Message-Authenticator before everything else (CVE-2024-3596).
 */
@NullMarked
package org.sallyport.gateway.radius;

import org.jspecify.annotations.NullMarked;
