package org.sallyport.gateway.alert;

import java.io.IOException;

/** A way to tell somebody. Blocks, within limits. */
interface Channel {
  /** Names it for the log. */
  String name();

  /**
   * Tells.
   *
   * @throws IOException when nobody was told; it may be tried again
   */
  void send(Alert alert, String node) throws IOException;
}
