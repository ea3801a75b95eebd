package org.sallyport.wire.http1;

/**
 * The path of a request target in one spelling, for rules that compare paths; what is forwarded
 * stays as it was received.
 *
 * <p>Percent-encoded printable ASCII is decoded, except {@code %25}; other octets stay encoded, in
 * upper case (RFC 3986 section 6.2.2). Dot segments are removed, slashes in a row become one, and
 * the parameters of a segment ({@code ;name=value}) are cut off, as servers of Java applications
 * do. The query is no part of it.
 *
 * <p>A path that servers are known to read in different ways is {@link Ambiguous}; a rule about
 * paths cannot be held against it, so a filter refuses it.
 */
public sealed interface RequestPath {

  /**
   * A path with one meaning.
   *
   * @param path begins with a slash, or is {@code *}
   */
  record Plain(String path) implements RequestPath {}

  /**
   * A path with several.
   *
   * @param reason a constant phrase without anything received
   */
  record Ambiguous(String reason) implements RequestPath {}

  /** Reads a target that {@link RequestHead} accepted. Allocates. */
  static RequestPath of(byte[] buffer, int targetOffset, int targetLength) {
    return new PathNormaliser(buffer, targetOffset, targetLength).normalise();
  }
}
