/** Which second factors a user has: what gateways ask before they part a password from a code. */
@NullMarked
package org.sallyport.authority.factor;

import org.jspecify.annotations.NullMarked;
