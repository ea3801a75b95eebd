package org.sallyport.wire.proxyprotocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.Decoded;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.Malformed;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.NeedMore;

/** The binary header (specification, section 2.2). */
final class VersionTwo {
  static final int FIXED = 16;
  static final int MAX_HEADER = FIXED + 4096;
  static final int LOCAL = 0x20;
  static final int PROXY = 0x21;
  static final int UNSPECIFIED = 0;
  static final int INET = 1;
  static final int INET6 = 2;
  static final int UNIX = 3;

  private static final byte[] SIGNATURE = {
    '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
  };
  private static final int UNIX_LENGTH = 216;

  private VersionTwo() {}

  static byte[] signature() {
    return SIGNATURE.clone();
  }

  static ProxyHeaderResult decode(byte[] b, int offset, int limit) {
    var fault = fixedFault(b, offset, limit);
    if (fault != null) {
      return fault;
    }
    if (limit - offset < FIXED) {
      return NeedMore.INSTANCE;
    }
    int length = uint16(b, offset + 14);
    int family = b[offset + 13] >> 4;
    int addresses = addressLength(family);
    boolean local = b[offset + 12] == LOCAL;
    if (FIXED + length > MAX_HEADER) {
      return new Malformed(offset + 14, "PROXY header larger than allowed");
    }
    if (!local && length < addresses) {
      return new Malformed(offset + 14, "PROXY header too short for its addresses");
    }
    if (limit - offset - FIXED < length) {
      return NeedMore.INSTANCE;
    }
    if (local) {
      return new Decoded(ProxyHeader.LOCAL, FIXED + length);
    }
    int end = offset + FIXED + length;
    if (family != UNSPECIFIED) {
      fault = TypeLengthValues.fault(b, offset, offset + FIXED + addresses, end);
    }
    return fault != null ? fault : new Decoded(header(b, offset, family), FIXED + length);
  }

  /** What is wrong with as much of signature, version, command, family and protocol as there is. */
  private static @Nullable Malformed fixedFault(byte[] b, int offset, int limit) {
    int there = limit - offset;
    for (int i = 0; i < SIGNATURE.length && i < there; i++) {
      if (b[offset + i] != SIGNATURE[i]) {
        return new Malformed(offset + i, "not a PROXY protocol header");
      }
    }
    if (there > 12 && b[offset + 12] != LOCAL && b[offset + 12] != PROXY) {
      return new Malformed(offset + 12, "unknown version or command");
    }
    if (there > 13 && ((b[offset + 13] & 0xF0) > UNIX << 4 || (b[offset + 13] & 0x0F) > 2)) {
      return new Malformed(offset + 13, "unknown address family or transport");
    }
    return null;
  }

  private static int addressLength(int family) {
    return switch (family) {
      case INET -> 12;
      case INET6 -> 36;
      case UNIX -> UNIX_LENGTH;
      default -> 0;
    };
  }

  private static ProxyHeader header(byte[] b, int offset, int family) {
    if (family != INET && family != INET6) {
      return ProxyHeader.UNKNOWN;
    }
    int size = family == INET ? 4 : 16;
    int start = offset + FIXED;
    int ports = start + 2 * size;
    return ProxyHeader.of(
        endpoint(b, start, size, ports), endpoint(b, start + size, size, ports + 2));
  }

  private static InetSocketAddress endpoint(byte[] b, int address, int size, int port) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(Arrays.copyOfRange(b, address, address + size)),
          uint16(b, port));
    } catch (UnknownHostException e) {
      throw new AssertionError("an address of " + size + " bytes", e);
    }
  }

  static int uint16(byte[] b, int pos) {
    return (b[pos] & 0xFF) << 8 | (b[pos + 1] & 0xFF);
  }
}
