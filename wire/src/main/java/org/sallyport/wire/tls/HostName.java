package org.sallyport.wire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/** A host name as a server_name extension carries it (RFC 6066 section 3, RFC 1034 section 3.5). */
final class HostName {
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;

  private HostName() {}

  /** The name in lower case, without the trailing dot that some clients send; empty if invalid. */
  static Optional<String> read(byte[] b, int offset, int length) {
    int size = length > 1 && b[offset + length - 1] == '.' ? length - 1 : length;
    if (size == 0 || size > MAX_NAME) {
      return Optional.empty();
    }
    var name = new byte[size];
    int label = 0;
    for (int i = 0; i < size; i++) {
      byte c = b[offset + i];
      label = c == '.' ? 0 : label + 1;
      boolean emptyLabel = c == '.' && (i == 0 || i == size - 1 || name[i - 1] == '.');
      if (emptyLabel || label > MAX_LABEL || (c != '.' && !isLetterDigitHyphen(c))) {
        return Optional.empty();
      }
      name[i] = c >= 'A' && c <= 'Z' ? (byte) (c | 0x20) : c;
    }
    return Optional.of(new String(name, US_ASCII));
  }

  /** Underscores are no part of a host name; names with them are in use all the same. */
  private static boolean isLetterDigitHyphen(byte c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
