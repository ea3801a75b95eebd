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
      // HTTP/1.0 has no Host, and a target in absolute form may stand for it. Where there is a
      // Host, the two were found to be equal.
      return buffer[head.targetOffset()] != '/' && elsewhere.test(name(authority(head.target())));
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

  /** What stands between the scheme and the path (RFC 9112 section 3.2.2); empty without it. */
  private static String authority(String target) {
    int scheme = target.indexOf("://");
    if (scheme < 0) {
      return "";
    }
    int begin = scheme + 3;
    int end = begin;
    while (end < target.length() && "/?".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    return target.substring(begin, end);
  }

  /** The name without port and final dot, which mean the same to a server that looks it up. */
  private static String name(String host) {
    int colon = host.lastIndexOf(':');
    var name = colon < 0 ? host : host.substring(0, colon);
    return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
        .toLowerCase(Locale.ROOT);
  }
}
