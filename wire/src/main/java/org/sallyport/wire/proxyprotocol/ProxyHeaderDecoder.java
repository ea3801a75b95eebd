package org.sallyport.wire.proxyprotocol;

import java.util.Objects;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.Malformed;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.NeedMore;

/** Reads the PROXY protocol header of a connection, version 1 or 2. Any thread. */
public final class ProxyHeaderDecoder {
  /** The most bytes of a header; no more need to be kept while it is incomplete. */
  public static final int MAX_HEADER = VersionTwo.MAX_HEADER;

  private ProxyHeaderDecoder() {}

  /**
   * Decodes the first {@code length} bytes of a connection, which are at {@code offset}.
   *
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public static ProxyHeaderResult decode(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return NeedMore.INSTANCE;
    }
    return switch (buffer[offset]) {
      case 'P' -> VersionOne.decode(buffer, offset, offset + length);
      case '\r' -> VersionTwo.decode(buffer, offset, offset + length);
      default -> new Malformed(offset, "not a PROXY protocol header");
    };
  }
}
