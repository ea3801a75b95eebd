package org.sallyport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A loopback port at which nobody answers. It is bound and does not listen, so connections are
 * refused and the system gives it to nobody who asks for a free one; a server that is told its
 * number may listen there meanwhile.
 */
public final class SilentPort implements AutoCloseable {
  private final Socket held = new Socket();

  /** Takes a port. */
  public SilentPort() {
    try {
      held.setReuseAddress(true);
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }

  /** Its number. */
  public int number() {
    return held.getLocalPort();
  }

  @Override
  public void close() {
    try {
      held.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
