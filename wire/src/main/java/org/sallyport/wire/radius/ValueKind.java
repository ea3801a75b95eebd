package org.sallyport.wire.radius;

/** How the value of an attribute is written (RFC 2865 section 5, RFC 8044 section 3). */
public enum ValueKind {
  /** UTF-8 text. */
  TEXT,
  /** An unsigned number of 4 octets, most significant first. */
  INTEGER,
  /** Seconds since 1970-01-01 UTC, as an unsigned number of 4 octets. */
  TIME,
  /** An IPv4 address of 4 octets. */
  ADDRESS,
  /** An IPv6 address of 16 octets. */
  IPV6_ADDRESS,
  /** Octets without further meaning here. */
  OCTETS
}
