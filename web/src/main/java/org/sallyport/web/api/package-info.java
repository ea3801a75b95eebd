/**
 * Servers for APIs between machines: TLS in which every client shows a certificate, or where the
 * caller's {@link org.sallyport.web.api.ApiGate} knows another proof; HTTP/2 and HTTP/1.1 on
 * connections that stay open; no cookies, no sessions, no pages. Start reading at {@link
 * org.sallyport.web.api.ApiServer}. {@link org.sallyport.web.api.SiteServer} listens in the same
 * way for a handler that writes pages of its own and takes bodies as they come.
 *
 * <table>
 * <caption>The way of a request</caption>
 * <tr><td>{@code Junction}</td><td>which route; else 404 or 405</td></tr>
 * <tr><td>{@link org.sallyport.web.api.ApiGate}</td><td>who asks, and whether that one may; else 401,
 * 403 or 429</td></tr>
 * <tr><td>the route's handler</td><td>the answer, on a virtual thread; it may wait</td></tr>
 * </table>
 *
 * <p>A certificate is believed when an authority of the trust bundle vouches for it; what its
 * holder may do is the gate's matter. Nothing in a request is believed.
 */
@NullMarked
package org.sallyport.web.api;

import org.jspecify.annotations.NullMarked;
