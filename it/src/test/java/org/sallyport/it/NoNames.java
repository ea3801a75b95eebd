package org.sallyport.it;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A name server that knows nothing, as a program of its own: a resolver that nobody answers says
 * "try again later", and one that is told that there is nothing goes on.
 */
final class NoNames {
  private static final int LARGEST = 1500;
  private static final int FLAGS = 2;

  /** A response, recursion available, NXDOMAIN (RFC 1035 section 4.1.1). */
  private static final byte[] NOTHING = {(byte) 0x81, (byte) 0x83};

  private NoNames() {}

  /** Answers on loopback until it is ended. */
  public static void main(String[] arguments) throws IOException {
    var here = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 53);
    try (var socket = new DatagramSocket(here)) {
      var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
      while (true) {
        packet.setLength(LARGEST);
        socket.receive(packet);
        System.arraycopy(NOTHING, 0, packet.getData(), FLAGS, NOTHING.length);
        socket.send(packet);
      }
    }
  }
}
