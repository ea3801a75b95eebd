package org.sallyport.smtp.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.sallyport.wire.proxyprotocol.ProxyHeader;
import org.sallyport.wire.proxyprotocol.ProxyHeaderDecoder;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult;

/** The PROXY header of a trusted peer, read octet by octet so that nothing after it is. */
final class Preface {
  private Preface() {}

  /** The client that the header names, or the peer itself; empty: there was no valid header. */
  static Optional<InetSocketAddress> read(Socket socket, int limitMillis) throws IOException {
    socket.setSoTimeout(limitMillis);
    var header = new byte[ProxyHeaderDecoder.MAX_HEADER];
    InputStream in = socket.getInputStream();
    int length = 0;
    while (length < header.length) {
      int octet = in.read();
      if (octet < 0) {
        return Optional.empty();
      }
      header[length++] = (byte) octet;
      switch (ProxyHeaderDecoder.decode(header, 0, length)) {
        case ProxyHeaderResult.NeedMore _ -> {
          // read on
        }
        case ProxyHeaderResult.Malformed _ -> {
          return Optional.empty();
        }
        case ProxyHeaderResult.Decoded(ProxyHeader decoded, _) -> {
          return Optional.of(
              decoded
                  .endpoints()
                  .map(ProxyHeader.Endpoints::source)
                  .orElse((InetSocketAddress) socket.getRemoteSocketAddress()));
        }
      }
    }
    return Optional.empty();
  }
}
