package org.sallyport.authority.push;

import java.time.Duration;
import java.util.Optional;
import org.sallyport.authority.ledger.IdempotencyKey;
import org.sallyport.kernel.Secret;

/**
 * A challenge to send.
 *
 * @param key the same for each repetition of one request, {@code [0-9A-Za-z_-]{16,64}}
 * @param display what the device shows: JSON text, kept as it is, at most 4,096 characters
 * @param timeout how long the person may take, 5 seconds to 5 minutes
 * @param numbered whether the person must enter the number that the login shows
 * @param pin of the user, where one was given; stays the caller's
 */
public record PushRequest(
    String key, String display, Duration timeout, boolean numbered, Optional<Secret> pin) {
  /** A challenge with a number, without a PIN. */
  public PushRequest(String key, String display, Duration timeout) {
    this(key, display, timeout, true, Optional.empty());
  }

  /** Refuses other keys, other times and long texts. */
  public PushRequest {
    IdempotencyKey.require(key);
    if (timeout.compareTo(Duration.ofSeconds(5)) < 0
        || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("a person gets 5 seconds to 5 minutes");
    }
    if (display.length() > 4096) {
      throw new IllegalArgumentException("a display has at most 4096 characters");
    }
  }
}
