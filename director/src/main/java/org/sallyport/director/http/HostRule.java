package org.sallyport.director.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import org.sallyport.wire.http1.RequestHead;

/**
 * Holds each request of one connection to the service that the connection was let in by: behind a
 * shared member the Host alone says whose content is meant, and the filter and the client
 * certificates of another service would be passed by (RFC 9110 section 7.4). Loop thread only.
 */
final class HostRule {
  private static final byte[] NOTHING = {};

  private final Predicate<String> elsewhere;
  private byte[] passed = NOTHING;

  /**
   * The rule of one connection.
   *
   * @param elsewhere whether a name in lower case belongs to another service of the listener
   */
  HostRule(Predicate<String> elsewhere) {
    this.elsewhere = elsewhere;
  }

  /** Whether the Host is another service's; that of the request before costs a comparison. */
  boolean misdirected(RequestHead head, byte[] buffer) {
    int host = head.hostIndex();
    if (host < 0) {
      return false;
    }
    int from = head.valueOffset(host);
    int to = from + head.valueLength(host);
    if (Arrays.equals(buffer, from, to, passed, 0, passed.length)) {
      return false;
    }
    if (elsewhere.test(name(head.value(host)))) {
      return true;
    }
    passed = Arrays.copyOfRange(buffer, from, to);
    return false;
  }

  /** The name without port and final dot, which mean the same to a server that looks it up. */
  private static String name(String host) {
    int colon = host.lastIndexOf(':');
    var name = colon < 0 ? host : host.substring(0, colon);
    return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
        .toLowerCase(Locale.ROOT);
  }
}
