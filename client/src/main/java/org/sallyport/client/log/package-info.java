/**
 * The client's own log, which the server collects. {@link org.sallyport.client.log.LogQueue} keeps
 * lines durably until a server has them; a batch has its id before it is sent for the first time,
 * so that sending it again doubles nothing. When there is no more room the oldest lines go, and a
 * line that counts them stands in their place. Lines hold identifiers, never contents or secrets.
 */
@NullMarked
package org.sallyport.client.log;

import org.jspecify.annotations.NullMarked;
