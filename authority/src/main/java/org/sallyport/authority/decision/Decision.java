package org.sallyport.authority.decision;

import java.time.Instant;

/**
 * A decision about a login.
 *
 * @param client the gateway that asked
 * @param result accepted, refused or unknown
 * @param reason why it was refused; empty otherwise
 * @param credential what was used; empty where nothing was
 */
public record Decision(
    Instant at,
    String tenant,
    String client,
    String user,
    String method,
    String result,
    String reason,
    String credential) {}
