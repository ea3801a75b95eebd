package org.sallyport.wire.radius;

/** What a datagram is. */
public sealed interface RadiusPacketResult {
  /** A packet with a known code and attributes that fill its length exactly. */
  record Decoded(RadiusPacket packet) implements RadiusPacketResult {}

  /**
   * Not a RADIUS packet: to be discarded without an answer (RFC 2865 section 3).
   *
   * @param offset of the first octet that is wrong, counted from the start of the datagram
   * @param reason in words for a log; it never repeats values of attributes
   */
  record Malformed(int offset, String reason) implements RadiusPacketResult {}
}
