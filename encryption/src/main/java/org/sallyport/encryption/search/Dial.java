package org.sallyport.encryption.search;

import java.io.IOException;
import java.net.Socket;
import org.sallyport.kernel.HostPort;

/** Makes connections over TLS to servers whose certificates verify. */
interface Dial {
  /**
   * A connection, its handshake done. Blocks until the deadline at most.
   *
   * @throws java.net.UnknownHostException when the name has no address
   * @throws IOException when there is none, or the server is not who it should be, or where it
   *     should be
   */
  Socket connect(HostPort server, Deadline deadline) throws IOException;
}
