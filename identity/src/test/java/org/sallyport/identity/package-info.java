/** Directories that answer, refuse, hang, die and come back. */
@NullMarked
package org.sallyport.identity;

import org.jspecify.annotations.NullMarked;
