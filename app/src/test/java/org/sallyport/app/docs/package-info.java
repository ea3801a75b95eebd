/** Runs what the documents show. */
@NullMarked
package org.sallyport.app.docs;

import org.jspecify.annotations.NullMarked;
