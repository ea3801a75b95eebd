/**
 * Services that relay bytes: plain TCP, SMTP, TLS that passes through, and TLS that is terminated
 * in front of a protocol that the director does not read. Every byte of both directions goes on
 * unchanged, and each direction ends by itself.
 *
 * <p>Start reading at {@link RelaySession}, for which {@link RelaySearch} finds the member. All of
 * it runs on the loop that accepted the connection.
 *
 * <table>
 * <caption>States of a session</caption>
 * <tr><td>searching</td><td>a member is being chosen and reached; the client is not read</td></tr>
 * <tr><td>relaying</td><td>bytes move; the idle deadline is pushed ahead by each of them</td></tr>
 * <tr><td>closed</td><td>both connections are ended and counted</td></tr>
 * </table>
 */
@NullMarked
package org.sallyport.director.relay;

import org.jspecify.annotations.NullMarked;
