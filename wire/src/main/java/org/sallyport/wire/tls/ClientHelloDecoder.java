package org.sallyport.wire.tls;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sallyport.wire.tls.ClientHelloResult.Malformed;
import org.sallyport.wire.tls.ClientHelloResult.NeedMore;

/**
 * Reads the ClientHello that opens a TLS connection, in any number of records and segments (RFC
 * 8446 sections 4 and 5.1). The message is copied only where records split it, and only once it is
 * whole.
 *
 * <p>Any thread. For any bytes the answer is a value; what follows the records of the ClientHello,
 * such as early data, is not read.
 */
public final class ClientHelloDecoder {
  /** The most bytes of a ClientHello with its handshake header. */
  public static final int MAX_MESSAGE = 16 * 1024;

  /** The most bytes of records that may hold it; no more need to be kept while it is incomplete. */
  public static final int MAX_RECORDS = 32 * 1024;

  private static final int RECORD_HEADER = 5;
  private static final int HANDSHAKE_HEADER = 4;
  private static final int MAX_FRAGMENT = 1 << 14;
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;

  private ClientHelloDecoder() {}

  /**
   * Decodes the first {@code length} bytes of a connection, which are at {@code offset}.
   *
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public static ClientHelloResult decode(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    int limit = offset + Math.min(length, MAX_RECORDS);
    int header = 0;
    int message = -1;
    int collected = 0;
    for (int pos = offset; pos < limit; ) {
      var fault = recordFault(buffer, pos, limit);
      if (fault != null) {
        return fault;
      }
      if (pos + RECORD_HEADER >= limit) {
        break;
      }
      int size = uint16(buffer, pos + 3);
      int start = pos + RECORD_HEADER;
      int end = start + size;
      int available = Math.min(end, limit) - start;
      for (int i = 0; i < available && collected + i < HANDSHAKE_HEADER; i++) {
        header = header << 8 | (buffer[start + i] & 0xFF);
        if (collected + i == 0 && header != CLIENT_HELLO) {
          return new Malformed(start, "handshake message other than ClientHello");
        }
        if (collected + i == HANDSHAKE_HEADER - 1) {
          message = (header & 0xFF_FFFF) + HANDSHAKE_HEADER;
        }
      }
      if (message > MAX_MESSAGE) {
        return new Malformed(start, "ClientHello larger than allowed");
      }
      if (message >= 0 && collected + size > message) {
        // RFC 8446 section 5.1: nothing may follow it in its record
        return new Malformed(start, "bytes after the ClientHello in its record");
      }
      collected += available;
      if (collected == message) {
        return decodeMessage(buffer, offset, start, message);
      }
      pos = end;
    }
    return length >= MAX_RECORDS
        ? new Malformed(limit, "ClientHello in too many records")
        : NeedMore.INSTANCE;
  }

  /** What is wrong with as much of a record header as there is. */
  private static @Nullable Malformed recordFault(byte[] b, int pos, int limit) {
    if (b[pos] != HANDSHAKE) {
      return new Malformed(pos, "not a TLS handshake record");
    }
    if (pos + 1 < limit && b[pos + 1] != 3) {
      return new Malformed(pos + 1, "record version other than 3.x");
    }
    if (pos + 4 < limit) {
      int size = uint16(b, pos + 3);
      if (size == 0 || size > MAX_FRAGMENT) {
        return new Malformed(pos + 3, "record length other than 1 to 16384");
      }
    }
    return null;
  }

  private static ClientHelloResult decodeMessage(byte[] b, int offset, int start, int message) {
    if (start == offset + RECORD_HEADER) {
      return HelloBody.decode(b, start + HANDSHAKE_HEADER, message - HANDSHAKE_HEADER);
    }
    var whole = new byte[message];
    int filled = 0;
    for (int pos = offset; filled < message; ) {
      int size = uint16(b, pos + 3);
      System.arraycopy(b, pos + RECORD_HEADER, whole, filled, size);
      filled += size;
      pos += RECORD_HEADER + size;
    }
    return HelloBody.decode(whole, HANDSHAKE_HEADER, message - HANDSHAKE_HEADER);
  }

  private static int uint16(byte[] b, int pos) {
    return (b[pos] & 0xFF) << 8 | (b[pos + 1] & 0xFF);
  }
}
