package org.sallyport.director.service;

import java.util.Locale;

/**
 * Why the director turned a client away; the label of a metric and the reason in the access log.
 */
public enum Refusal {
  /** The service has as many connections as it may. */
  CONNECTIONS,
  /** The client's address has as many connections as it may. */
  ADDRESS_CONNECTIONS,
  /** The client's address opens connections faster than it may. */
  ADDRESS_RATE,
  /** A filter rule. */
  FILTER,
  /** The PROXY protocol header is missing or malformed. */
  PROXY_HEADER,
  /** The ClientHello is malformed, or none came. */
  CLIENT_HELLO,
  /** The ClientHello has no server name, and none of the services takes such a client. */
  WITHOUT_NAME,
  /** The ClientHello has a server name that no service has. */
  UNKNOWN_NAME,
  /** The Host of a request is a name of another service that shares the listener. */
  MISDIRECTED,
  /** The TLS handshake failed. */
  HANDSHAKE,
  /** The request is malformed, or too large. */
  BAD_REQUEST,
  /** A head or a handshake took too long to arrive. */
  SLOW,
  /** The pool has no member for it. */
  NO_MEMBER,
  /** No member answered the connection in time. */
  UNREACHABLE;

  /** The name in logs and metrics, in kebab-case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
