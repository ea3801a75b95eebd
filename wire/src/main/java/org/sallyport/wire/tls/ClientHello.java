package org.sallyport.wire.tls;

import java.util.List;
import java.util.Optional;

/**
 * What a client asks for when it opens a TLS connection.
 *
 * @param serverName the name of the server (RFC 6066 section 3) in lower case without a trailing
 *     dot, made of letters, digits, hyphens, underscores and dots; a client may write an IPv4
 *     address, although it must not
 * @param alpn the protocols offered, the preferred one first (RFC 7301); each byte one character
 * @param legacyVersion 0x0303 for TLS 1.2 and 1.3, less for older versions
 * @param tls13 whether TLS 1.3 is offered (RFC 8446 section 4.2.1)
 */
public record ClientHello(
    Optional<String> serverName, List<String> alpn, int legacyVersion, boolean tls13) {
  public ClientHello {
    alpn = List.copyOf(alpn);
  }
}
