package org.sallyport.authority.continuity;

import java.time.Instant;
import org.sallyport.authority.user.UserName;

/**
 * A code that a gateway accepted while the authority was away.
 *
 * @param factor the step or the counter it was made for
 * @param at the gateway's time
 */
public record Use(UserName user, String credential, long factor, Instant at) {}
