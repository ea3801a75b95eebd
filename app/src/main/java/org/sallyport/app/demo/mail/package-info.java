/**
 * The fourth part of the demo: mail to outsiders with a key and without through two mail gateways
 * behind a director, a node that is killed between two clicks, and a next hop that goes away.
 *
 * <p>Start reading at {@link org.sallyport.app.demo.mail.MailDemo}. The gateways and the director
 * are processes of their own; the world that mail goes to is a {@link
 * org.sallyport.app.demo.mail.Mailbox} in this one.
 */
@NullMarked
package org.sallyport.app.demo.mail;

import org.jspecify.annotations.NullMarked;
