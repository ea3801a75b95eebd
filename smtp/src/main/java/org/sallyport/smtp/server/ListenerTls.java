package org.sallyport.smtp.server;

/** How clients speak TLS to a server. */
public enum ListenerTls {
  /** Not at all. */
  OFF,
  /** If they want, by STARTTLS (RFC 3207). */
  OPPORTUNISTIC,
  /** By STARTTLS, before anything else. */
  REQUIRED,
  /** From the first octet (RFC 8314). */
  IMPLICIT;

  boolean offersStartTls() {
    return this == OPPORTUNISTIC || this == REQUIRED;
  }
}
