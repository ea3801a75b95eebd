/**
 * The PROXY protocol, versions 1 and 2: the line or block at the beginning of a connection in which
 * a proxy names the addresses of its client (HAProxy's {@code doc/proxy-protocol.txt}, "the
 * specification" here).
 *
 * <p>Start at {@link org.sallyport.wire.proxyprotocol.ProxyHeaderDecoder} and {@link
 * org.sallyport.wire.proxyprotocol.ProxyHeaderEncoder}. A header says what its sender wishes: only
 * headers of trusted peers may be asked for.
 */
@NullMarked
package org.sallyport.wire.proxyprotocol;

import org.jspecify.annotations.NullMarked;
