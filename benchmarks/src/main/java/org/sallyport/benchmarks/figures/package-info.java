/**
 * What is measured, one class for each figure, and the Markdown that says it. {@link
 * org.sallyport.benchmarks.figures.Stage} sets up what they all need.
 */
@NullMarked
package org.sallyport.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
