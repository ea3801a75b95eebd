package org.sallyport.benchmarks.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports for programs that must be told one. */
public final class FreePort {
  private FreePort() {}

  /** A loopback port that was free a moment ago. */
  public static int next() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
