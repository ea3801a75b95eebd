package org.sallyport.smtp.server;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.sallyport.wire.smtp.Attributes;

/**
 * Who sends.
 *
 * @param address the client's, as the connection, PROXY header or XCLIENT says
 * @param name the client's host name; only a trusted peer knows it
 * @param hello what the client called itself; empty before EHLO
 * @param extended whether it said EHLO, not HELO
 * @param login whom a trusted peer says the client logged in as
 * @param tls version and cipher of the connection, such as {@code TLSv1.3 TLS_AES_128_GCM_SHA256}
 * @param forwarded what a trusted peer said by XFORWARD about the message, for logs alone
 */
public record Peer(
    InetSocketAddress address,
    Optional<String> name,
    Optional<String> hello,
    boolean extended,
    Optional<String> login,
    Optional<String> tls,
    Optional<Attributes> forwarded) {
  static Peer at(InetSocketAddress address) {
    return new Peer(
        address,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Peer called(String hello, boolean extended) {
    return new Peer(address, name, Optional.of(hello), extended, login, tls, forwarded);
  }

  /** By RFC 3207 section 4.2 what was said before TLS is forgotten. */
  Peer secured(String session) {
    return new Peer(
        address,
        name,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.of(session),
        Optional.empty());
  }

  Peer forwarding(Optional<Attributes> attributes) {
    return new Peer(address, name, hello, extended, login, tls, attributes);
  }
}
