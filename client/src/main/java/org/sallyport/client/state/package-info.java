/**
 * The folder in which a client keeps what must outlive it: {@link
 * org.sallyport.client.state.StateFolder}, whose files are readable by their owner alone and are
 * replaced as a whole. Trusts the file system and whoever is root, nobody else.
 */
@NullMarked
package org.sallyport.client.state;

import org.jspecify.annotations.NullMarked;
