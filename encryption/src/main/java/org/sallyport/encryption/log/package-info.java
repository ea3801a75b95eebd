/**
 * What people's clients log. Start reading at {@link ClientLogs}: batches come in once, are
 * searched, exported and forgotten.
 *
 * <p>A batch is one row, with its lines as JSON in one column. A row for each line would be
 * searched by the database alone, but twenty rows and their entries in four indices cost twenty
 * times the work of one, all of it on the one writer of a SQLite file, and two thousand batches a
 * second have to become durable. So the row carries what narrows a search down in the database
 * (client, consumer, the time of the first and last line, a mask of levels, the names of events)
 * and the lines of what is left are looked at here, a bounded number for each page. The id of a
 * batch is unique for its client: writing the row is the whole of deduplication, and happens in one
 * statement.
 *
 * <p>A line's <em>position</em> is the sequence of its batch and its place in it. Positions grow
 * with arrival, not with the time that the line tells: a client that was away sends old lines late.
 *
 * <p>Lines are read strictly and within limits, and are believed to be no more than what a client
 * said. They are never part of this server's own log.
 */
@NullMarked
package org.sallyport.encryption.log;

import org.jspecify.annotations.NullMarked;
