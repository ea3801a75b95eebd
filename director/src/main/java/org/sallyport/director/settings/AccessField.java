package org.sallyport.director.settings;

/** A field of the access log. */
public enum AccessField {
  /** When the connection or request ended, RFC 3339 in UTC with milliseconds. */
  TIME,
  /** The service that took it. */
  SERVICE,
  /** The client's address and port. */
  CLIENT,
  /** The member that answered, or that the request was lost at; {@code -} without one. */
  MEMBER,
  /** Why that member: the reason of the decision. Where the request failed: why it did. */
  REASON,
  /** The server name of the ClientHello. */
  SERVER_NAME,
  /** The request method; HTTP only. */
  METHOD,
  /** The request target without its query; HTTP only. */
  PATH,
  /** The response status; HTTP only. */
  STATUS,
  /** Bytes from the client. */
  BYTES_IN,
  /** Bytes to the client. */
  BYTES_OUT,
  /** Microseconds from the first byte to the last. */
  DURATION,
  /** How it ended: {@code ok}, {@code retried}, {@code refused}, {@code cut} or {@code error}. */
  OUTCOME,
  /** The filter rule that refused it, or {@code -}. */
  RULE
}
