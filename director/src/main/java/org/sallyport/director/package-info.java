/**
 * The director: brings listeners, services, pools, health and persistence together, from start to
 * stop and from one configuration to the next.
 *
 * <p>Start reading at {@link Director}. What is read from files is read and checked as a {@code
 * Candidate} before anything changes: a reload that fails leaves everything as it was. Then {@code
 * InForce} is swapped.
 */
@NullMarked
package org.sallyport.director;

import org.jspecify.annotations.NullMarked;
