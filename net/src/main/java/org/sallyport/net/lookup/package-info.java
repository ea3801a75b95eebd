/**
 * Host names of whoever a gateway asks: directories, the authority, other RADIUS servers. {@link
 * HostNames} is all there is. What a name server says is trusted no further than to try the address
 * it names: who is there has to prove it.
 */
@NullMarked
package org.sallyport.net.lookup;

import org.jspecify.annotations.NullMarked;
