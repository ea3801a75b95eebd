/**
 * The command line: one class for each command of {@code sallyport}, and the composition root that
 * {@code sallyport run} starts a node from.
 *
 * <p>Start reading at {@link Main}. A command parses its arguments, asks one other module and
 * prints the answer; it decides nothing itself. Classes of Netty, Jetty and the director load only
 * when a command calls them, so that help appears at once.
 */
@NullMarked
package org.sallyport.app;

import org.jspecify.annotations.NullMarked;
