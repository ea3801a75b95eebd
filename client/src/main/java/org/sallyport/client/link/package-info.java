/**
 * The way to the servers that a stamp names. {@link org.sallyport.client.link.Link} asks them in
 * their order: one that cannot be reached, or says that it cannot serve, makes way for the next at
 * once, and is asked first again when its time has come.
 *
 * <p>Trusts a server whose certificate is for the name in the stamp and was issued by whom the
 * stamp trusts, without exception; what such a server answers is still read with care.
 */
@NullMarked
package org.sallyport.client.link;

import org.jspecify.annotations.NullMarked;
