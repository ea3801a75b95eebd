/**
 * Sessions: what a client that has proven itself holds for a while, so that its next requests cost
 * no signature and no read of the store. Start reading at {@link Sessions}; {@link Proof} is what
 * opens one.
 *
 * <p>A token is sealed with a key that all nodes of a store share, so any of them takes it; nothing
 * of a session is kept but in the token. Who is barred loses theirs by {@link
 * org.sallyport.encryption.client.Standing}. Nothing in a request is trusted before its signature
 * or token is.
 */
@NullMarked
package org.sallyport.encryption.session;

import org.jspecify.annotations.NullMarked;
