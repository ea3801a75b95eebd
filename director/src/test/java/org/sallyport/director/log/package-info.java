/** Formats to the byte, and hand-over between threads. */
@NullMarked
package org.sallyport.director.log;

import org.jspecify.annotations.NullMarked;
