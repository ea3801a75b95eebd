/**
 * A client of the director's API for commands on this machine or another. Start reading at {@link
 * org.sallyport.director.admin.client.AdminClient}; what comes back is an {@link
 * org.sallyport.director.admin.client.AdminAnswer}, never an exception for what may be expected.
 */
@NullMarked
package org.sallyport.director.admin.client;

import org.jspecify.annotations.NullMarked;
