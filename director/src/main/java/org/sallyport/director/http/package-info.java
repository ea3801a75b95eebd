/**
 * HTTP/1.1 services (RFC 9112): heads are read strictly, and the bytes that were received are
 * forwarded. Nothing is added, removed or reordered but what the configuration names.
 *
 * <p>Start reading at {@link HttpSession}, the client's side; {@link HttpMember} is the member's,
 * kept for the next request where both sides allow it. A request that has had no byte of an answer
 * goes to another member when the first one fails, if repeating it is safe (RFC 9110 section 9.2.2)
 * or nothing of it was sent.
 *
 * <table>
 * <caption>Phases of a session</caption>
 * <tr><td>waiting</td><td>for a head, or the rest of one; head and keep-alive time</td></tr>
 * <tr><td>searching</td><td>a member is being chosen and reached; connect time</td></tr>
 * <tr><td>exchanging</td><td>the request goes, the answer comes; response and idle time</td></tr>
 * <tr><td>tunnel</td><td>after 101 (RFC 9110 section 7.8): bytes both ways; idle time</td></tr>
 * <tr><td>lingering</td><td>an answer was sent early: what still comes is thrown away</td></tr>
 * <tr><td>closed</td><td>ended and counted</td></tr>
 * </table>
 *
 * <p>All of it runs on the loop that accepted the connection. Heads are scanned in the loop's
 * scratch memory, into which they are copied: the views are valid until the next scan.
 */
@NullMarked
package org.sallyport.director.http;

import org.jspecify.annotations.NullMarked;
