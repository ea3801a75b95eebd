/**
 * An encryption server put together: store, domain, listener. Start reading at {@link
 * EncryptionServer}. It trusts its settings, which have been checked.
 */
@NullMarked
package org.sallyport.encryption.role;

import org.jspecify.annotations.NullMarked;
