/** A server with its listener, asked over TLS as its clients do. */
@NullMarked
package org.sallyport.encryption.role;

import org.jspecify.annotations.NullMarked;
