/**
 * The mail gateway: takes mail by SMTP, asks the rules and {@code protection} what becomes of it,
 * and hands it to the next hop. Start reading at {@link
 * org.sallyport.encryption.mailgateway.MailGatewaySettings}.
 *
 * <p>250 means that every recipient's mail is at the next hop or kept in the store. What the rules
 * say to encrypt never leaves in clear: what stands in the way is an answer of 4xx or 5xx. Senders
 * are trusted with nothing but what the settings say of their network.
 */
@NullMarked
package org.sallyport.encryption.mailgateway;

import org.jspecify.annotations.NullMarked;
