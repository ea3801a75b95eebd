package org.sallyport.web;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns away requests that name another host (RFC 9110 section 7.2). A page elsewhere whose name
 * was rebound to this machine's loopback address shows its own name here.
 */
final class HostGuard {
  private final boolean loopback;
  private final Set<String> names = new HashSet<>();

  /**
   * A guard.
   *
   * @param loopback whether the listener is on a loopback address; elsewhere nothing is turned
   *     away, because there reading needs a token or a cookie, which another name does not get
   * @param accepted names beside those of loopback
   */
  HostGuard(boolean loopback, Collection<String> accepted) {
    this.loopback = loopback;
    names.add("localhost");
    accepted.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether a request with this Host header is meant for this server. */
  boolean accepts(@Nullable String header) {
    if (!loopback) {
      return true;
    }
    if (header == null) {
      return false;
    }
    var host = withoutPort(header).toLowerCase(Locale.ROOT);
    return names.contains(host) || isLoopbackLiteral(host);
  }

  private static String withoutPort(String header) {
    if (header.startsWith("[")) {
      int end = header.indexOf(']');
      return end < 0 ? header : header.substring(1, end);
    }
    int colon = header.indexOf(':');
    return colon < 0 ? header : header.substring(0, colon);
  }

  private static boolean isLoopbackLiteral(String host) {
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false; // a name; it is not looked up
    }
  }
}
