package org.sallyport.gateway.audit;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A login that was decided.
 *
 * @param time when it was decided
 * @param server the validation server
 * @param client the client's name
 * @param address where the client asked from
 * @param user the user name as typed
 * @param mode as in the file, such as {@code password-code}
 * @param reason why; never shown to clients
 * @param store the user store that knows the person; empty where none does
 * @param credential the credential of the second factor; empty where none was looked at
 * @param mark what the second factor rests on in continuity, {@code local-package} or {@code
 *     first-factor-alone}; empty where the authority decided
 * @param took from the request's arrival to the decision
 * @param id the same at whichever gateway a repetition arrives, and a part of what the authority
 *     logs as idempotency key
 */
public record AuditEntry(
    Instant time,
    String server,
    String client,
    InetAddress address,
    String user,
    String mode,
    Result result,
    String reason,
    String store,
    String credential,
    String mark,
    Duration took,
    String id) {

  /** What the client was told. */
  public enum Result {
    /** Access-Accept. */
    ACCEPT,
    /** Access-Reject. */
    REJECT,
    /** Access-Challenge. */
    CHALLENGE,
    /** Nothing: nobody who would know could be asked. */
    SILENCE;

    /** As in lines, pages and metrics. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
