/** What opens a store and what does not. */
@NullMarked
package org.sallyport.encryption.ignition;

import org.jspecify.annotations.NullMarked;
