/**
 * What administrators see of an encryption server: pages and operations on the node's admin
 * listener. Start reading at {@link EncryptionPart}. Whoever gets here has been let in by the
 * listener.
 */
@NullMarked
package org.sallyport.encryption.admin;

import org.jspecify.annotations.NullMarked;
