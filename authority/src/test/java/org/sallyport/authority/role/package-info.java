/** An authority with its listeners, asked over TLS as its clients do. */
@NullMarked
package org.sallyport.authority.role;

import org.jspecify.annotations.NullMarked;
