/** The second factor: what somebody has, said by the authority. */
@NullMarked
package org.sallyport.gateway.factor;

import org.jspecify.annotations.NullMarked;
