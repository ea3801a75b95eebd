/** Tests of the log. */
@NullMarked
package org.sallyport.app.log;

import org.jspecify.annotations.NullMarked;
