package org.sallyport.smtp.client;

import java.util.List;
import java.util.Optional;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;

/**
 * Whom a message is from and for.
 *
 * @param from empty: the null path of reports
 * @param to at least one
 */
public record Envelope(Optional<MailAddress> from, MailParameters parameters, List<To> to) {
  public Envelope {
    to = List.copyOf(to);
    if (to.isEmpty()) {
      throw new IllegalArgumentException("a message has a recipient");
    }
  }

  /** One recipient. */
  public record To(MailAddress address, RecipientParameters parameters) {}

  /** Without parameters. */
  public static Envelope plain(MailAddress from, MailAddress... to) {
    return new Envelope(
        Optional.of(from),
        MailParameters.NONE,
        java.util.Arrays.stream(to).map(each -> new To(each, RecipientParameters.NONE)).toList());
  }
}
