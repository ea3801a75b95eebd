/**
 * The few types that every room shares: secrets, network addresses and prefixes, sizes and time.
 *
 * <p>Nothing here knows a protocol, a library or a thread. Start reading at {@link Secret}.
 */
@NullMarked
package org.sallyport.kernel;

import org.jspecify.annotations.NullMarked;
