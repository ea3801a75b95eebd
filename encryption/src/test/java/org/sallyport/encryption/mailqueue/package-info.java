/** The queue over real stores, and a next hop that misbehaves at every step. */
@NullMarked
package org.sallyport.encryption.mailqueue;

import org.jspecify.annotations.NullMarked;
