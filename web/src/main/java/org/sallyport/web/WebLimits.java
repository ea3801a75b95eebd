package org.sallyport.web;

import java.time.Duration;

/**
 * What one client can take of a server.
 *
 * @param bodyBytes of a request
 * @param headBytes of a request's line and headers together
 * @param connections open at the same time; further ones wait to be accepted
 * @param streams of events open at the same time
 * @param idle how long a connection may be silent
 */
public record WebLimits(int bodyBytes, int headBytes, int connections, int streams, Duration idle) {
  /** For an administrator's interface. */
  public static final WebLimits DEFAULT =
      new WebLimits(64 * 1024, 16 * 1024, 256, 64, Duration.ofSeconds(30));
}
