/**
 * A message as people read it: the best of its alternatives, its files with names that are safe,
 * its pictures, and HTML from which everything is gone that runs, hides or loads.
 *
 * <p>Start reading at {@link Display}. Everything here is of anybody. What is shown is bounded, and
 * nothing is loaded from outside: pictures are those that came with the message, under addresses
 * that the caller gives them. A page that shows such HTML still puts it into a sandboxed frame
 * under a Content-Security-Policy; two walls are better than one.
 */
@NullMarked
package org.sallyport.mime.text;

import org.jspecify.annotations.NullMarked;
