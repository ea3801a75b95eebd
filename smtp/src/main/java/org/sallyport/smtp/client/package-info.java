/**
 * An SMTP client (RFC 5321) that sends a message to the first of several next hops that greets.
 * Start reading at {@link org.sallyport.smtp.client.SmtpClient}; a {@link
 * org.sallyport.smtp.client.SmtpConnection} speaks command by command for those who relay, and
 * {@link org.sallyport.smtp.client.SmtpConnection#deliver} sends a whole message and says for each
 * recipient what came of it:
 *
 * <table>
 * <caption>Outcomes</caption>
 * <tr><td>accepted</td><td>the next hop has it</td></tr>
 * <tr><td>deferred</td><td>it has not, and may later</td></tr>
 * <tr><td>refused</td><td>it never will</td></tr>
 * <tr><td>unknown</td><td>the connection broke between the end of the text and its answer: it may
 * have it, and sending it again may double it</td></tr>
 * </table>
 *
 * <p>Used on virtual threads. A next hop is trusted with what it is sent, as far as its TLS is
 * asked for; what it says is checked.
 */
@NullMarked
package org.sallyport.smtp.client;

import org.jspecify.annotations.NullMarked;
