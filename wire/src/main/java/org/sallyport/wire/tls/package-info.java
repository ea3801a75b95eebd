/**
 * The little of TLS that routing needs without taking part in it: what a client asks for in its
 * ClientHello (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2), and the alert that refuses it.
 *
 * <p>Start at {@link org.sallyport.wire.tls.ClientHelloDecoder}. Nothing received is trusted;
 * nothing here is secret.
 */
@NullMarked
package org.sallyport.wire.tls;

import org.jspecify.annotations.NullMarked;
