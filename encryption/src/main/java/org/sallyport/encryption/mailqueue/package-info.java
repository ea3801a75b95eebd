/**
 * Mail that waits to be handed on: kept with the transaction that took it, tried by whichever node
 * of the store comes to it, tried again until somebody takes it, refuses it or its time is over,
 * and told of to its sender (RFC 3461, RFC 3464). Start reading at {@link
 * org.sallyport.encryption.mailqueue.MailQueue}, which is the store's side; {@link
 * org.sallyport.encryption.mailqueue.QueueWorkers} is the side of the network.
 *
 * <p>A message has a delivery for each next hop, and each of those some recipients:
 *
 * <table>
 * <caption>States of a delivery</caption>
 * <tr><td>due</td><td>the next node that has a connection to spare takes it</td></tr>
 * <tr><td>in hand</td><td>leased to a node, which renews that while it lives; when it dies another
 * node takes the delivery, and the same node does at once when it starts again</td></tr>
 * <tr><td>waiting</td><td>for its next try, later each time</td></tr>
 * <tr><td>gone</td><td>when its last recipient is settled; a message goes with its last
 * delivery</td></tr>
 * </table>
 *
 * <p>A text that was sent and not answered is sent again: rather twice than never (RFC 5321 section
 * 6.1). Next hops are trusted with the mail they are given; what they say is shortened and shown.
 */
@NullMarked
package org.sallyport.encryption.mailqueue;

import org.jspecify.annotations.NullMarked;
