/**
 * The log of the process: one line for each event on standard output, its name first, then keys and
 * values.
 *
 * <p>{@link LogSetup} configures Logback without a file, which saves a tenth of a second at start;
 * {@link EventLine} is the form of a line, which a test holds.
 */
@NullMarked
package org.sallyport.app.log;

import org.jspecify.annotations.NullMarked;
