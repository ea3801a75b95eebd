/** Tests of what {@code Domain} does not let one bring about any more. */
@NullMarked
package org.sallyport.authority.credential;

import org.jspecify.annotations.NullMarked;
