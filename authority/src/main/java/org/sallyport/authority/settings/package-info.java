/**
 * The {@code authority} section of a node's file, as records. Start reading at {@link
 * org.sallyport.authority.settings.AuthoritySettings}.
 *
 * <p>What a host is stands here: addresses, certificates, the store, and who may ask. Users and
 * credentials live in the store. The file is trusted to be what its owner means and is still
 * checked, because owners err; secrets are referred to and never stand in it.
 */
@NullMarked
package org.sallyport.authority.settings;

import org.jspecify.annotations.NullMarked;
