/** The first factor: who somebody is, said by a directory. */
@NullMarked
package org.sallyport.gateway.identity;

import org.jspecify.annotations.NullMarked;
