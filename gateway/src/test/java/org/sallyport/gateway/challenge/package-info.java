/** Challenges across gateways. */
@NullMarked
package org.sallyport.gateway.challenge;

import org.jspecify.annotations.NullMarked;
