package org.sallyport.gateway.factor;

import java.time.Duration;

/** Asks the authority. Safe for use by several virtual threads; methods block, within limits. */
public interface SecondFactor {
  /**
   * Which second factors the user has, as last heard. What lets somebody leave the second factor
   * out is as fresh as the settings want it.
   */
  Enrolment factors(String user);

  /**
   * Whether this is a code of the user's.
   *
   * @param key the same for each repetition of one request at whichever gateway, 16 to 64
   *     characters of {@code [0-9A-Za-z_-]}
   */
  Answer check(String user, String code, String key);

  /**
   * Sends a challenge to the user's device, without waiting for the person.
   *
   * @param key as in {@link #check}: one key, one push
   */
  Pushed push(String user, String key, PushOrder order);

  /**
   * Waits for what the person decides.
   *
   * @param id of {@link Pushed.Sent}, perhaps of one that another gateway sent
   * @param patience how long to wait; then {@link Answer.Refused} with {@code expired}, where the
   *     authority has said that nobody decided
   */
  Answer await(String user, String id, Duration patience);
}
