package org.sallyport.gateway.radius;

import java.util.Locale;

/** Why a datagram is dropped without an answer. */
public enum Refusal {
  /** Its sender is no client of the server. */
  UNKNOWN_CLIENT,
  /** It is no RADIUS packet, or one that the standards forbid. */
  MALFORMED,
  /** It is a packet, but not one that this port takes. */
  UNEXPECTED_CODE,
  /** It has no Message-Authenticator, and its client is not exempt. */
  NO_MESSAGE_AUTHENTICATOR,
  /** It has no Message-Authenticator but Proxy-State, which is how requests are forged. */
  UNPROVEN_PROXY_STATE,
  /** Its Message-Authenticator is wrong: another secret, or a forgery. */
  WRONG_MESSAGE_AUTHENTICATOR,
  /** The authenticator of an Accounting-Request is wrong: another secret, or a forgery. */
  WRONG_AUTHENTICATOR,
  /** The server has as many requests in hand as it may. */
  OVERLOAD,
  /** The client has as many requests in hand as it may. */
  CLIENT_OVERLOAD,
  /** The server is stopping. */
  DRAINING;

  /** As in metrics and pages: {@code unknown-client}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
