package org.sallyport.authority.push;

import java.time.Duration;
import java.util.List;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.user.UserName;

/** Challenges to people's devices. Safe for use by any number of threads; waiting blocks. */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Challenges {
  Challenges() {}

  /** Sends a challenge to all devices of a user. Returns at once. */
  public Pushed begin(Caller caller, UserName user, PushRequest request) {
    throw new UnsupportedOperationException("not yet");
  }

  /** How it stands; waits until it is decided, for at most {@code wait}. */
  public Pushed await(String tenant, String id, Duration wait) {
    throw new UnsupportedOperationException("not yet");
  }

  /** What waits for a device; waits until there is something, for at most {@code wait}. */
  public List<Challenge> pending(Device device, Duration wait) {
    throw new UnsupportedOperationException("not yet");
  }

  /** What the person decided on a device. */
  public Decided decide(Device device, String id, Decision decision) {
    throw new UnsupportedOperationException("not yet");
  }
}
