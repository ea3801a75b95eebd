/**
 * Event loops, listeners and deadlines: how bytes are moved without a thread waiting for them.
 *
 * <p>Start reading at {@link Loops}. A {@link Loop} is one thread with its own listening sockets
 * (SO_REUSEPORT), its own {@link DeadlineWheel} and its own scratch memory, so that a connection
 * accepted on a loop is served there to its end and shares nothing with other loops. Epoll is used
 * where its native part loads, NIO elsewhere.
 */
@NullMarked
package org.sallyport.net.loop;

import org.jspecify.annotations.NullMarked;
