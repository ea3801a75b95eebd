/** Tests of consumers' keys. */
@NullMarked
package org.sallyport.encryption.key;

import org.jspecify.annotations.NullMarked;
