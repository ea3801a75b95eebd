/**
 * One connection of SMTP, whichever side it is: lines and octets over a blocking socket, each step
 * with a limit of time. Start at {@link org.sallyport.smtp.link.Link}; {@link
 * org.sallyport.smtp.link.Watch} ends what a blocked write would keep for ever.
 *
 * <p>Used on virtual threads. Nothing that comes in is trusted.
 */
@NullMarked
package org.sallyport.smtp.link;

import org.jspecify.annotations.NullMarked;
