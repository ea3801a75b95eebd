/**
 * The kit that browser interfaces and APIs stand on: an HTTP server on virtual threads that serves
 * {@link org.sallyport.web.route.Route} declarations, with the token, sessions, limits, protective
 * headers and the OpenAPI document that each of them needs. Start reading at {@link
 * org.sallyport.web.WebServer}.
 *
 * <p>What is trusted: on a loopback listener reading is open to whoever is on the machine; requests
 * by another name than the machine's are turned away, so that a web page elsewhere cannot read by
 * rebinding its name. Whoever changes something has the token, or a session made with it. Elsewhere
 * TLS is required, and the token or a session for reading too.
 *
 * <p>{@link org.sallyport.web.AdminSettings} is the listener's section in a node's file.
 */
@NullMarked
package org.sallyport.web;

import org.jspecify.annotations.NullMarked;
