/**
 * A running service: its settings, its pool and what it has counted, and on each event loop the
 * lanes that lead to its members.
 *
 * <p>Start reading at {@link Service}; {@link ServiceLoop} is its part on one loop. A {@link Lane}
 * knows every connection that a loop has open to a member for a service, so that they can be cut
 * when the member goes down. Nothing here reads or writes a byte.
 */
@NullMarked
package org.sallyport.director.service;

import org.jspecify.annotations.NullMarked;
