package org.sallyport.smtp.client;

/** How a next hop is spoken to. */
public enum ClientTls {
  /** In clear. */
  OFF,
  /** With TLS where it is offered and works, else in clear (RFC 7435). */
  OPPORTUNISTIC,
  /** With TLS by STARTTLS, whoever it is. */
  REQUIRED,
  /** With TLS by STARTTLS and a good certificate. */
  VERIFIED,
  /** With TLS from the first octet and a good certificate (RFC 8314). */
  IMPLICIT;

  /** Whether the certificate is held against the name and a trusted authority. */
  public boolean verifies() {
    return this == VERIFIED || this == IMPLICIT;
  }
}
