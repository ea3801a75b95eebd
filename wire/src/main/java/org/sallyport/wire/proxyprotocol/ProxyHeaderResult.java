package org.sallyport.wire.proxyprotocol;

/** What {@link ProxyHeaderDecoder} says about the first bytes of a connection. */
public sealed interface ProxyHeaderResult {

  /** Valid so far; decode again, from the first byte, when more has arrived. */
  record NeedMore() implements ProxyHeaderResult {
    static final NeedMore INSTANCE = new NeedMore();
  }

  /**
   * Not a header, whatever follows; the connection is closed (specification, section 2).
   *
   * @param offset the index into the array where it became so
   * @param reason a constant phrase without anything received
   */
  record Malformed(int offset, String reason) implements ProxyHeaderResult {}

  /**
   * A whole header.
   *
   * @param consumed the bytes of the header; what follows is the relayed connection
   */
  record Decoded(ProxyHeader header, int consumed) implements ProxyHeaderResult {}
}
