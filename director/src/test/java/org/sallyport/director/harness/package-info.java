/** A director that runs from a few lines of configuration, for tests of what it does to bytes. */
@NullMarked
package org.sallyport.director.harness;

import org.jspecify.annotations.NullMarked;
