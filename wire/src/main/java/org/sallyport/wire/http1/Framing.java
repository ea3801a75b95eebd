package org.sallyport.wire.http1;

/** How the length of a message body is known (RFC 9112 section 6.3). */
public enum Framing {
  /** There is no body. */
  NONE,
  /** As many bytes as {@code Content-Length} says, possibly zero. */
  LENGTH,
  /** Chunks, see {@link ChunkedScanner}. */
  CHUNKED,
  /** Everything until the connection closes; responses only. */
  UNTIL_CLOSE
}
