/**
 * The director: brings listeners, services, pools, health and persistence together, from start to
 * stop and from one configuration to the next.
 *
 * <p>Start reading at {@link Director}. What is read from files is read and checked before anything
 * changes: a reload that fails leaves everything as it was.
 */
@NullMarked
package org.sallyport.director;

import org.jspecify.annotations.NullMarked;
