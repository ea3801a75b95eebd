/** Contents over real stores, and rows changed behind their back. */
@NullMarked
package org.sallyport.encryption.content;

import org.jspecify.annotations.NullMarked;
