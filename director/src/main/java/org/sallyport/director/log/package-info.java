/**
 * What the director writes down: the access log (one line for each request) and the event log (each
 * change of state with its cause).
 *
 * <p>Event loops only copy into memory set aside beforehand; one thread for each log formats and
 * writes. When that thread falls behind, access lines are dropped and counted: a full disk or a
 * slow one never holds up traffic. Whatever comes from the network is escaped before it is written.
 *
 * <p>Start reading at {@link AccessLog} and {@link EventLog}.
 */
@NullMarked
package org.sallyport.director.log;

import org.jspecify.annotations.NullMarked;
