/**
 * What tests share: a certificate authority, a clock that is set by hand, servers and a client that
 * speak raw bytes, and real programs as peers.
 *
 * <p>Everything here listens on a loopback port that the system chose, blocks with a time limit,
 * and ends with {@code close()}. Servers run on virtual threads. Start reading at {@link
 * HttpOrigin} and {@link RawClient}; {@link Peers} says when a real program may be missing.
 */
@NullMarked
package org.sallyport.testkit;

import org.jspecify.annotations.NullMarked;
