/** Tests of the director as a whole. */
@NullMarked
package org.sallyport.director;

import org.jspecify.annotations.NullMarked;
