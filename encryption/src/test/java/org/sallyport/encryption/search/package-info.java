/** Searches against web servers and directories of our own making, and against each other. */
@NullMarked
package org.sallyport.encryption.search;

import org.jspecify.annotations.NullMarked;
