package org.sallyport.wire.tls;

/** What {@link ClientHelloDecoder} says about the first bytes of a connection. */
public sealed interface ClientHelloResult {

  /** Valid so far; decode again, from the first byte, when more has arrived. */
  record NeedMore() implements ClientHelloResult {
    static final NeedMore INSTANCE = new NeedMore();
  }

  /**
   * Not a ClientHello, whatever follows.
   *
   * @param offset the index into the array where it became so
   * @param reason a constant phrase without anything received
   */
  record Malformed(int offset, String reason) implements ClientHelloResult {}

  /** A whole ClientHello. */
  record Decoded(ClientHello hello) implements ClientHelloResult {}
}
