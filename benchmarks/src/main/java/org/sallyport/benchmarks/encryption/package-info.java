/**
 * How many policy polls and batches of client logs an encryption server answers in a second: its
 * domain over a SQLite file on a real disk, without the network. Start reading at {@link
 * PollAndLogRate}.
 */
@NullMarked
package org.sallyport.benchmarks.encryption;

import org.jspecify.annotations.NullMarked;
