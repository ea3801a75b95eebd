package org.sallyport.mime.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a message, as one server tells it (RFC 3464 section 2).
 *
 * @param reporter the name of the server that tells it
 * @param envelopeId the sender's own name for the message (ENVID, RFC 3461 section 4.4)
 * @param arrival when the message came to the server
 * @param outcomes one for each recipient that is told of
 */
public record DeliveryReport(
    String reporter,
    Optional<String> envelopeId,
    Optional<Instant> arrival,
    List<Outcome> outcomes) {
  /** Copies the list. */
  public DeliveryReport {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * What became of it for one recipient (section 2.3).
   *
   * @param recipient whom the server meant to deliver to
   * @param original whom the sender had named, where that is known (ORCPT)
   * @param action what was done
   * @param status three numbers, such as {@code 5.7.1} (RFC 3463)
   * @param diagnostic what another server said, with its code
   * @param remote the server that said it
   * @param retryUntil until when a delayed message is tried
   */
  public record Outcome(
      String recipient,
      Optional<String> original,
      Action action,
      String status,
      Optional<String> diagnostic,
      Optional<String> remote,
      Optional<Instant> retryUntil) {
    /** Checks the status. */
    public Outcome {
      if (!status.matches("[245]\\.\\d{1,3}\\.\\d{1,3}")) {
        throw new IllegalArgumentException("a status has three numbers, not " + status);
      }
    }

    /** A failure that was found here. */
    public static Outcome failed(String recipient, String status, String diagnostic) {
      return new Outcome(
          recipient,
          Optional.empty(),
          Action.FAILED,
          status,
          Optional.of(diagnostic),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** What was done (section 2.3.3). */
  public enum Action {
    /** It was given up. */
    FAILED,
    /** It is tried again. */
    DELAYED,
    /** It lies in the mailbox. */
    DELIVERED,
    /** It went to a server that reports no further. */
    RELAYED,
    /** It went to several addresses that the one stands for. */
    EXPANDED
  }
}
