/**
 * The demo: a director in front of two servers on this machine, clients that count every failure,
 * and drills that kill, return and drain a server while they do.
 *
 * <p>Start reading at {@link org.sallyport.app.demo.Demo}; {@link org.sallyport.app.demo.Drills}
 * has the plot. What follows about logins is in {@code demo.login}, how it is told in {@code
 * demo.story}. The servers are processes of their own, so that {@code kill -9} is real; they end
 * when the demo does, however it ends. Everything is written to a temporary folder.
 */
@NullMarked
package org.sallyport.app.demo;

import org.jspecify.annotations.NullMarked;
