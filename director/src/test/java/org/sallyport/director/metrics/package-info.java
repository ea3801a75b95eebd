/** What a scrape says, and the document that lists it. */
@NullMarked
package org.sallyport.director.metrics;

import org.jspecify.annotations.NullMarked;
