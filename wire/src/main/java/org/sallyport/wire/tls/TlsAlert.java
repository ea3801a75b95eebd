package org.sallyport.wire.tls;

/** A fatal alert that refuses a ClientHello in clear (RFC 8446 section 6.2, RFC 6066 section 3). */
public enum TlsAlert {
  /** The client may not connect. */
  ACCESS_DENIED(49),
  /** What was received is not a ClientHello. */
  DECODE_ERROR(50),
  /** No member can be reached. */
  INTERNAL_ERROR(80),
  /** No service has the name that the client asks for. */
  UNRECOGNIZED_NAME(112);

  private final byte description;

  TlsAlert(int description) {
    this.description = (byte) description;
  }

  /** The alert as one whole record, in a new array. Its version is that of TLS 1.2, as all send. */
  public byte[] record() {
    return new byte[] {21, 3, 3, 0, 2, 2, description};
  }
}
