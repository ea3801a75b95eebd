/**
 * Measures the director beside HAProxy and nginx. {@link org.sallyport.benchmarks.SideBySide} is
 * the command; {@code load} asks, {@code peers} are the proxies and the origin, {@code figures} are
 * what is measured.
 */
@NullMarked
package org.sallyport.benchmarks;

import org.jspecify.annotations.NullMarked;
