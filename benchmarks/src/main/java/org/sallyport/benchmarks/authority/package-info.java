/**
 * How many codes an authority judges in a second: its domain over a SQLite file on a real disk,
 * without the network. Start reading at {@link AuthenticationRate}.
 */
@NullMarked
package org.sallyport.benchmarks.authority;

import org.jspecify.annotations.NullMarked;
