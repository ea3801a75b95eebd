package org.sallyport.wire.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.wire.tls.ClientHelloResult.Decoded;
import org.sallyport.wire.tls.ClientHelloResult.Malformed;

/**
 * The body of a ClientHello (RFC 8446 section 4.1.2), read once from its first to its last byte.
 */
final class HelloBody {
  private static final int SERVER_NAME = 0;
  private static final int ALPN = 16;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int TLS13 = 0x0304;

  private final Reader in;
  private Optional<String> serverName = Optional.empty();
  private final List<String> alpn = new ArrayList<>(2);
  private boolean tls13;
  private int seen;

  private HelloBody(Reader in) {
    this.in = in;
  }

  static ClientHelloResult decode(byte[] b, int offset, int length) {
    var in = new Reader(b, offset, offset + length);
    var hello = new HelloBody(in).read();
    return in.failed() ? new Malformed(in.position(), in.reason()) : new Decoded(hello);
  }

  private ClientHello read() {
    int version = in.uint16();
    if (version >>> 8 != 3) {
      in.fail("version other than 3.x");
    }
    in.skip(32);
    int session = in.vector8();
    if (session > 32) {
      in.fail("session id longer than 32 bytes");
    }
    in.skip(session);
    int suites = in.vector16();
    if (suites < 2 || suites % 2 != 0) {
      in.fail("cipher suites of an impossible length");
    }
    in.skip(suites);
    int compressions = in.vector8();
    if (compressions == 0) {
      in.fail("no compression method");
    }
    in.skip(compressions);
    if (in.remaining() > 0) {
      extensions();
    }
    return new ClientHello(serverName, alpn, version, tls13);
  }

  /** Absent as a whole in the oldest clients; else they fill the rest of the message. */
  private void extensions() {
    if (in.vector16() != in.remaining()) {
      in.fail("extensions that do not end with the message");
    }
    while (in.remaining() > 0) {
      int type = in.uint16();
      int end = in.end(in.vector16());
      switch (type) {
        case SERVER_NAME -> {
          once(1);
          serverName(end);
        }
        case ALPN -> {
          once(2);
          protocols(end);
        }
        case SUPPORTED_VERSIONS -> {
          once(4);
          versions(end);
        }
        default -> in.skip(end - in.position());
      }
      if (in.position() != end) {
        in.fail("extension that does not fill its length");
      }
    }
  }

  /** RFC 8446 section 4.2: no extension twice. Two readers would take different ones. */
  private void once(int bit) {
    if ((seen & bit) != 0) {
      in.fail("extension given twice");
    }
    seen |= bit;
  }

  /** RFC 6066 section 3: a list that holds one name, of type host_name. */
  private void serverName(int end) {
    int list = in.vector16();
    int type = in.uint8();
    int length = in.vector16();
    if (in.failed() || list != length + 3 || in.position() + length != end) {
      in.fail("server_name that is not a list of one name");
    } else if (type != 0) {
      in.fail("server_name of a type other than host_name");
    } else {
      var name = HostName.read(in.bytes(), in.position(), length);
      if (name.isEmpty()) {
        in.fail("server_name that is not a host name");
      }
      serverName = name;
      in.skip(length);
    }
  }

  /** RFC 7301 section 3.1: one name at least, none empty. */
  private void protocols(int end) {
    if (in.vector16() != end - in.position() || in.position() == end) {
      in.fail("protocol names of an impossible length");
    }
    while (in.position() < end && !in.failed()) {
      int length = in.vector8();
      if (length == 0 || in.position() + length > end) {
        in.fail("protocol name of an impossible length");
      } else {
        alpn.add(new String(in.bytes(), in.position(), length, ISO_8859_1));
        in.skip(length);
      }
    }
  }

  /** RFC 8446 section 4.2.1. */
  private void versions(int end) {
    int length = in.vector8();
    if (length < 2 || length % 2 != 0 || in.position() + length != end) {
      in.fail("supported versions of an impossible length");
    }
    while (in.position() < end && !in.failed()) {
      tls13 |= in.uint16() == TLS13;
    }
  }
}
