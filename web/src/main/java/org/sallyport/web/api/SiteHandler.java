package org.sallyport.web.api;

import java.io.IOException;

/** Answers all requests of a {@link SiteServer}, each on a virtual thread of its own. */
@FunctionalInterface
public interface SiteHandler {
  /**
   * Answers one. What it throws is logged and answered with 500.
   *
   * @throws IOException when the client goes within its request
   */
  SiteReply handle(SiteRequest request) throws IOException;
}
