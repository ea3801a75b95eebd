/**
 * SMTP (RFC 5321): command lines, replies and the text of messages, to records and back.
 *
 * <table>
 * <caption>Where to start reading</caption>
 * <tr><td>{@link org.sallyport.wire.smtp.CommandParser}</td><td>a line of a client</td></tr>
 * <tr><td>{@link org.sallyport.wire.smtp.ReplyDecoder}</td><td>an answer of a server, of one line
 * or several</td></tr>
 * <tr><td>{@link org.sallyport.wire.smtp.DataScanner}, {@link org.sallyport.wire.smtp.DotStuffer}
 * </td><td>the text between DATA and its end</td></tr>
 * <tr><td>{@link org.sallyport.wire.smtp.MailAddress}</td><td>whom a message is from and for</td>
 * </tr>
 * </table>
 *
 * <p>Lines end with CR LF and nothing else, in both directions: a CR or LF that stands alone is
 * what SMTP smuggling is made of, because two servers see two ends of one message in it. Every
 * length is bounded. Nothing received is trusted.
 */
@NullMarked
package org.sallyport.wire.smtp;

import org.jspecify.annotations.NullMarked;
