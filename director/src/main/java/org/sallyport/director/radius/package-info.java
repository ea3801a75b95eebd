/**
 * RADIUS balancing (RFC 2865 over UDP): requests go to a member, replies come back, and no octet of
 * either changes.
 *
 * <p>Start reading at {@link RadiusDoor}, one for each address that is listened on, then at {@code
 * RadiusListener}, its part on one loop, which keeps what is in flight in a {@code FlightTable} and
 * lets a {@code Placer} give it to members. The system gives all datagrams of one client's address
 * and port to the same loop, so that what is in flight belongs to that loop alone; only {@link
 * Affinities} are shared.
 *
 * <table>
 * <caption>States of a {@code Flight}</caption>
 * <tr><td>waiting</td><td>a member has the request; a retransmission goes to it again, or to
 *     another member once it has been silent for too long</td></tr>
 * <tr><td>answered</td><td>the reply has left; for a while a retransmission still reaches the same
 *     member from the same port, which repeats its reply (RFC 5080 section 2.2.2)</td></tr>
 * <tr><td>over</td><td>the identifier is free again</td></tr>
 * </table>
 *
 * <p>Identifiers are not rewritten, so two requests with the same one go out of different ports:
 * each member has as many sockets as the requests in flight need.
 *
 * <p>Without the secret nothing can be verified here; that is the business of clients and members.
 * What is not a packet is dropped and counted. A reply is taken from the address and port that the
 * request went to, with its identifier and a code that answers it; of anything else nothing comes
 * back. Every table is bounded and everything in it ends by a deadline.
 */
@NullMarked
package org.sallyport.director.radius;

import org.jspecify.annotations.NullMarked;
