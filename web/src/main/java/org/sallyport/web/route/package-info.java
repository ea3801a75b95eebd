/**
 * What a part declares to be reachable over HTTP: a {@link org.sallyport.web.route.Route} says in
 * one place where it is, who may call it, what it takes and answers, and which code does it. The
 * server and the OpenAPI document are both made from that, so that neither can drift.
 *
 * <p>Handlers run on virtual threads and may block. They get a {@link
 * org.sallyport.web.route.Request} and return a {@link org.sallyport.web.route.Reply}; no type of
 * the HTTP library is seen.
 */
@NullMarked
package org.sallyport.web.route;

import org.jspecify.annotations.NullMarked;
