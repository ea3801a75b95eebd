/**
 * The inline mode of a mail gateway: a client of ours and a next hop, with nothing kept between
 * them. {@link org.sallyport.smtp.relay.InlineRelay} is a hop for a server, whose every answer is
 * the next hop's: the greeting, each recipient, the text. Octets of texts are not changed.
 *
 * <p>When the next hop goes within a message, the client is told 421 or 451 and keeps the message;
 * where the text had been sent whole and was not answered, the next hop may have it too (RFC 5321
 * section 6.1).
 */
@NullMarked
package org.sallyport.smtp.relay;

import org.jspecify.annotations.NullMarked;
