/**
 * Commands that administer a running encryption server through the admin listener of its node, as
 * the console does in a browser. Start reading at {@link
 * org.sallyport.app.encryption.EncryptionCommand}; {@link
 * org.sallyport.app.encryption.EncryptionLink} asks and prints. Nothing is decided here: what the
 * token shown may do is decided by the node.
 */
@NullMarked
package org.sallyport.app.encryption;

import org.jspecify.annotations.NullMarked;
