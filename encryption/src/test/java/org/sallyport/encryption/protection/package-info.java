/** Tests of which form of a message each recipient gets. */
@NullMarked
package org.sallyport.encryption.protection;

import org.jspecify.annotations.NullMarked;
