/**
 * Fuzz targets for everything that reads bytes of strangers. In a normal build each replays its
 * committed corpus, {@code src/test/resources/org/sallyport/fuzz/<Class>Inputs/<method>}; with
 * {@code JAZZER_FUZZ=1} one target searches for new inputs (see the module's README).
 *
 * <p>A target holds properties, not examples: never an exception, nothing outside the given range
 * read, the same answer however the bytes arrive, and one meaning for what is accepted.
 */
@NullMarked
package org.sallyport.fuzz;

import org.jspecify.annotations.NullMarked;
