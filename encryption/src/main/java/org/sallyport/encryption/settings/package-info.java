/**
 * The records that the {@code encryption} section is bound to: what a host is. What administrators
 * change daily is in the store. Start reading at {@link EncryptionSettings}.
 */
@NullMarked
package org.sallyport.encryption.settings;

import org.jspecify.annotations.NullMarked;
