package org.sallyport.wire.proxyprotocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.Decoded;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.Malformed;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult.NeedMore;

/** The human-readable header (specification, section 2.1). */
final class VersionOne {
  private static final int MAX_LINE = 107;
  private static final byte[] PREFIX = "PROXY ".getBytes(US_ASCII);
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,4}");
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private VersionOne() {}

  static ProxyHeaderResult decode(byte[] b, int offset, int limit) {
    for (int i = 0; i < PREFIX.length && offset + i < limit; i++) {
      if (b[offset + i] != PREFIX[i]) {
        return new Malformed(offset + i, "not a PROXY protocol header");
      }
    }
    int longest = Math.min(limit, offset + MAX_LINE);
    for (int i = offset; i < longest; i++) {
      if (b[i] == '\r') {
        return i + 1 < longest ? line(b, offset, i) : shortage(offset, i + 1);
      }
      if (b[i] < ' ' || b[i] > '~') {
        return new Malformed(i, "character in a PROXY line");
      }
    }
    return shortage(offset, longest);
  }

  private static ProxyHeaderResult shortage(int offset, int end) {
    return end - offset < MAX_LINE
        ? NeedMore.INSTANCE
        : new Malformed(end, "PROXY line longer than 107 bytes");
  }

  private static ProxyHeaderResult line(byte[] b, int offset, int end) {
    if (b[end + 1] != '\n') {
      return new Malformed(end, "CR without LF");
    }
    int consumed = end + 2 - offset;
    int start = offset + PREFIX.length;
    if (start > end) {
      return new Malformed(offset, "PROXY line without a protocol");
    }
    var words = SPACE.split(new String(b, start, end - start, US_ASCII), -1);
    if (words[0].equals("UNKNOWN")) {
      // the rest of the line is to be ignored
      return new Decoded(ProxyHeader.UNKNOWN, consumed);
    }
    boolean v6 = words[0].equals("TCP6");
    if (words.length != 5 || !(v6 || words[0].equals("TCP4"))) {
      return new Malformed(start, "PROXY line of an unknown form");
    }
    var source = endpoint(words[1], words[3], v6);
    var destination = endpoint(words[2], words[4], v6);
    return source == null || destination == null
        ? new Malformed(start, "invalid address or port")
        : new Decoded(ProxyHeader.of(source, destination), consumed);
  }

  private static @Nullable InetSocketAddress endpoint(String address, String port, boolean v6) {
    if (!(v6 ? V6 : V4).matcher(address).matches() || !NUMBER.matcher(port).matches()) {
      return null;
    }
    int number = Integer.parseInt(port);
    if (number > 65_535 || (v6 && address.indexOf(':') < 0)) {
      return null;
    }
    try {
      return new InetSocketAddress(InetAddress.ofLiteral(address), number);
    } catch (IllegalArgumentException e) {
      return null; // the JDK's own grammar of IPv6 addresses is the judge
    }
  }
}
