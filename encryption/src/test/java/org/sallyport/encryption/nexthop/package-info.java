/** Next hops, and a name server that says what tests want. */
@NullMarked
package org.sallyport.encryption.nexthop;

import org.jspecify.annotations.NullMarked;
