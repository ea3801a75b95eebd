package org.sallyport.gateway.continuity;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.gateway.factor.Answer;

/**
 * Where continuity stands, for people, metrics and other gateways.
 *
 * @param state one of the state machine's
 * @param since when it was entered
 * @param open whether clients' choices decide now
 * @param reached whether the last probe reached the authority
 * @param cause why it did not
 * @param detail the same as a sentence; empty when it did
 * @param held why continuity is not entered although the authority is away
 * @param until when continuity ends at the latest
 * @param verified logins accepted by a local package since the start
 * @param firstFactor logins accepted by the first factor alone since the start
 * @param refused logins not accepted in continuity since the start
 * @param packages users with a local package
 * @param packagesUntil when the packages end
 */
public record ContinuityStatus(
    Standing.State state,
    Instant since,
    boolean open,
    boolean reached,
    Optional<Answer.Cause> cause,
    String detail,
    Optional<Standing.Held> held,
    Optional<Instant> until,
    long verified,
    long firstFactor,
    long refused,
    int packages,
    Optional<Instant> packagesUntil) {}
