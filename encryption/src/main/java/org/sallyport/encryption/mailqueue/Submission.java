package org.sallyport.encryption.mailqueue;

import java.util.List;
import java.util.Optional;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;

/**
 * A message for the queue.
 *
 * @param from empty: the null path of reports
 * @param to at least one
 * @param content its text, kept in the same transaction or before; the queue takes one use of it
 *     over and releases it with the last recipient
 * @param trace under which what becomes of it is noted; empty: it is not
 * @param reports whether its sender is told what became of it; with false, or without a sender,
 *     nobody is
 */
public record Submission(
    Optional<MailAddress> from,
    MailParameters parameters,
    List<Envelope.To> to,
    Route route,
    String content,
    String trace,
    boolean reports) {
  public Submission {
    to = List.copyOf(to);
    if (to.isEmpty()) {
      throw new IllegalArgumentException("a message has a recipient");
    }
  }
}
