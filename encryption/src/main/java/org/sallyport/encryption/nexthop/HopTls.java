package org.sallyport.encryption.nexthop;

import org.sallyport.smtp.client.ClientTls;

/** How a next hop is spoken to. */
public enum HopTls {
  /** In clear. */
  OFF,
  /** With TLS where it is offered and works, else in clear (RFC 7435). */
  OPPORTUNISTIC,
  /** With TLS, whoever it is. */
  REQUIRED,
  /** With TLS and a good certificate. */
  VERIFIED,
  /** The same from the first octet. */
  IMPLICIT;

  /** Whether the certificate is held against the name and a trusted authority. */
  public boolean verifies() {
    return this == VERIFIED || this == IMPLICIT;
  }

  /** The same for a client of SMTP. */
  public ClientTls mode() {
    return switch (this) {
      case OFF -> ClientTls.OFF;
      case OPPORTUNISTIC -> ClientTls.OPPORTUNISTIC;
      case REQUIRED -> ClientTls.REQUIRED;
      case VERIFIED -> ClientTls.VERIFIED;
      case IMPLICIT -> ClientTls.IMPLICIT;
    };
  }
}
