package org.sallyport.smtp.server;

import java.io.IOException;
import java.util.Optional;

/** The steps of a login (RFC 4954 section 4), passed on without being looked at. One thread. */
public interface LoginExchange {
  /** In upper case, such as {@code PLAIN}. */
  String mechanism();

  /** The first response in base64, {@code =} for an empty one; not to be logged. */
  Optional<String> initial();

  /**
   * Shows the client a challenge and waits for its response.
   *
   * @param challenge in base64
   * @return the response in base64, not to be logged; empty: the client gave up
   * @throws IOException when the client has gone
   */
  Optional<String> challenge(String challenge) throws IOException;
}
