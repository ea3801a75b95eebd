package org.sallyport.authority.admin;

import java.time.Instant;
import org.sallyport.authority.user.User;
import org.sallyport.authority.user.UserState;

/**
 * How a user stands, for the badge.
 *
 * @param kind good, warn or bad
 */
record Standing(String kind, String word) {
  static Standing of(User user, Instant now) {
    if (user.state() == UserState.DISABLED) {
      return new Standing("bad", "disabled");
    }
    return user.lockedAt(now) ? new Standing("warn", "locked") : new Standing("good", "active");
  }
}
