/**
 * Proof of who asks: a device key signs requests, and a token stands for it for some minutes. Start
 * at {@link org.sallyport.client.session.Calls}. Trusts the link to reach the right server.
 */
@NullMarked
package org.sallyport.client.session;

import org.jspecify.annotations.NullMarked;
