package org.sallyport.smtp.server;

import java.io.IOException;
import java.time.Duration;
import org.sallyport.net.tls.ServerTls;
import org.sallyport.smtp.link.Link;

/** TLS over a connection that has begun in clear, or is about to. */
final class Handshake {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Handshake() {}

  /**
   * Shakes hands, which may take {@link #LIMIT}, and goes on encrypted. The caller says anew when
   * the connection ends.
   *
   * @return version and cipher
   */
  static String shake(Link link, ServerTls tls) throws IOException {
    link.endAfter(LIMIT);
    var secured = tls.over(link.socket());
    secured.setSoTimeout((int) LIMIT.toMillis());
    secured.startHandshake();
    link.secure(secured);
    return secured.getSession().getProtocol() + " " + secured.getSession().getCipherSuite();
  }
}
