/** A domain over a store of its own, for tests. */
@NullMarked
package org.sallyport.encryption;

import org.jspecify.annotations.NullMarked;
