package org.sallyport.web;

import java.util.Optional;

/**
 * The cookie that holds a session's id. Its name has the port, because cookies do not keep the
 * ports of a host apart (RFC 6265 section 8.5), and over TLS the prefix that binds it to this host.
 */
final class SessionCookie {
  private final String name;
  private final String attributes;

  SessionCookie(int port, boolean tls) {
    name = (tls ? "__Host-" : "") + "sallyport-" + port;
    attributes = "; Path=/; HttpOnly; SameSite=Strict" + (tls ? "; Secure" : "");
  }

  String name() {
    return name;
  }

  String set(String id) {
    return name + "=" + id + attributes;
  }

  String clear() {
    return name + "=; Max-Age=0" + attributes;
  }

  /** The id in a Cookie header (RFC 6265 section 4.2). */
  Optional<String> read(Optional<String> header) {
    for (var pair : header.orElse("").split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
        return Optional.of(pair.substring(equals + 1).strip());
      }
    }
    return Optional.empty();
  }
}
