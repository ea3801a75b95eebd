/**
 * How the demo is told: acts, sentences and verdicts, and waits that end when it is told to stop.
 * Start reading at {@link org.sallyport.app.demo.story.Story}.
 */
@NullMarked
package org.sallyport.app.demo.story;

import org.jspecify.annotations.NullMarked;
