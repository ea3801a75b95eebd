package org.sallyport.encryption.mailqueue;

import java.time.Instant;
import java.util.List;
import org.sallyport.smtp.client.Envelope;

/**
 * A delivery that is this node's to try, until it is settled.
 *
 * @param lane what stands for its next hop: deliveries of one lane share connections
 * @param envelope whom it is for
 * @param numbers by which the store knows each of the envelope's recipients
 * @param content its text, for {@code Contents}
 * @param size octets of the text
 * @param trace of the message, or empty
 * @param reports whether the sender may be told
 * @param tries so far
 * @param delayed whether the sender was told of a delay
 * @param expires when it is given up
 */
public record Leased(
    String id,
    String message,
    String lane,
    Route route,
    Envelope envelope,
    List<Long> numbers,
    String content,
    long size,
    String trace,
    boolean reports,
    long tries,
    boolean delayed,
    Instant created,
    Instant expires) {
  public Leased {
    numbers = List.copyOf(numbers);
    if (numbers.size() != envelope.to().size()) {
      throw new IllegalArgumentException("each recipient has a number");
    }
  }

  /** Without addresses, for logs. */
  @Override
  public String toString() {
    return "Leased[" + id + " of " + message + "]";
  }
}
