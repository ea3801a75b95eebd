/** The key directory over keys in memory, asked over TLS. */
@NullMarked
package org.sallyport.encryption.directory;

import org.jspecify.annotations.NullMarked;
