/** Tests of the command line, in the process of the test. */
@NullMarked
package org.sallyport.app;

import org.jspecify.annotations.NullMarked;
