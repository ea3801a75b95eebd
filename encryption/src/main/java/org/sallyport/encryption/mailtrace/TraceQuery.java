package org.sallyport.encryption.mailtrace;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which traces are looked for; what is empty does not matter.
 *
 * @param address of the sender or a recipient, whole
 * @param messageId whole
 * @param form that a recipient got
 * @param from not before
 * @param until before
 */
public record TraceQuery(
    Optional<String> address,
    Optional<String> messageId,
    Optional<String> form,
    Optional<Instant> from,
    Optional<Instant> until) {
  /** All of them. */
  public static final TraceQuery ALL =
      new TraceQuery(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** As they are kept. */
  public TraceQuery {
    address = address.map(each -> each.strip().toLowerCase(Locale.ROOT));
    messageId = messageId.map(String::strip);
  }
}
