/**
 * HTTP/1.0 and HTTP/1.1 message heads and chunked framing, read strictly (RFC 9110, RFC 9112) in
 * the array they were received into. Nothing is copied or rebuilt: a head is a set of offsets, so
 * that the received bytes can be forwarded untouched.
 *
 * <p>Start at {@link org.sallyport.wire.http1.RequestHead}. A scan says {@link
 * org.sallyport.wire.http1.ScanResult complete, need-more or malformed} for any bytes and never
 * throws. What two servers could read in two ways (request smuggling) is malformed here, even where
 * a standard allows to guess.
 *
 * <p>Heads and scanners belong to one thread and are reused; in steady state nothing is allocated.
 * Nothing received is trusted.
 */
@NullMarked
package org.sallyport.wire.http1;

import org.jspecify.annotations.NullMarked;
