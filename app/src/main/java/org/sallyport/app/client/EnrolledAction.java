package org.sallyport.app.client;

import java.io.IOException;
import org.sallyport.client.Client;

/** A command of an enrolled client. */
abstract class EnrolledAction extends ClientAction {
  /** Does it. */
  abstract int run(Client client) throws IOException, InterruptedException;

  @Override
  final int run() throws IOException, InterruptedException {
    var client = client();
    if (client.isEmpty()) {
      return notEnrolled();
    }
    try (var open = client.get()) {
      return run(open);
    }
  }
}
