/**
 * How many policy polls, key lookups and batches of client logs an encryption server answers in a
 * second: a whole node over HTTPS, with a SQLite file on a real disk. Start reading at {@link
 * NodeRate}.
 */
@NullMarked
package org.sallyport.benchmarks.encryption;

import org.jspecify.annotations.NullMarked;
