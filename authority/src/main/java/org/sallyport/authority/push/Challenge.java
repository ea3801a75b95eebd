package org.sallyport.authority.push;

import java.time.Instant;

/**
 * A challenge as its device sees it: without the number, which the person reads elsewhere.
 *
 * @param id of the authentication, {@code a_…}
 * @param display JSON text as the gateway gave it
 * @param numbered whether the login shows a number that must be entered
 */
public record Challenge(
    String id, String display, boolean numbered, Instant created, Instant expires) {}
