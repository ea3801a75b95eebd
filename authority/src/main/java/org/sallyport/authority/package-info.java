/** The authentication service that gateways ask. */
@NullMarked
package org.sallyport.authority;

import org.jspecify.annotations.NullMarked;
