/** The gateway between a sender and a next hop that does what tests want. */
@NullMarked
package org.sallyport.encryption.mailgateway;

import org.jspecify.annotations.NullMarked;
