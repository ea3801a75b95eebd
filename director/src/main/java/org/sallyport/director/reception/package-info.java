/**
 * What happens between accepting a connection and serving it: the PROXY protocol header of a
 * trusted source, the server name of a ClientHello, the choice of the service, its limits, and
 * decryption where the service terminates TLS.
 *
 * <p>Start reading at {@link Entrance}, one for each address that is listened on. A source that is
 * not trusted cannot say who it is: only those that a service names have a header read from them.
 */
@NullMarked
package org.sallyport.director.reception;

import org.jspecify.annotations.NullMarked;
