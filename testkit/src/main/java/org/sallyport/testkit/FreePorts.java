package org.sallyport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loopback ports for real programs that must be told a number. Our own servers bind port 0 instead:
 * between the choice and the use of a number another process may take it.
 */
public final class FreePorts {
  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** A TCP port that was free a moment ago and that this process has not handed out before. */
  public static int take() {
    while (true) {
      int port = probe();
      if (TAKEN.add(port)) {
        return port;
      }
    }
  }

  private static int probe() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }
}
