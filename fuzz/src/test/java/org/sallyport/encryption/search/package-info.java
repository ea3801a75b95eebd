/** Fuzz targets of what servers elsewhere answer to searches for keys. */
@NullMarked
package org.sallyport.encryption.search;

import org.jspecify.annotations.NullMarked;
