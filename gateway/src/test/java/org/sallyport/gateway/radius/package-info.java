/** Validation servers over real sockets, with factors by hand. */
@NullMarked
package org.sallyport.gateway.radius;

import org.jspecify.annotations.NullMarked;
