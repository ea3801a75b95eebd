/** Directories that answer, refuse, hang, die and come back. */
@NullMarked
package org.sallyport.gateway.identity;

import org.jspecify.annotations.NullMarked;
