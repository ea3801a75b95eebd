/** Sessions, over a store and over the wire. */
@NullMarked
package org.sallyport.encryption.session;

import org.jspecify.annotations.NullMarked;
