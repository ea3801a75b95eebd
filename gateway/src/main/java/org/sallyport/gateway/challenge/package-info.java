/**
 * Challenges that any gateway of a cluster can finish: what a gateway must remember between an
 * Access-Challenge and its answer travels in the State attribute (RFC 2865 section 5.24), sealed
 * with the key that all gateways share.
 *
 * <p>Start reading at {@link StateSeal}. A State is bound to its server, client and user name,
 * expires, and is used once at each gateway ({@link SpentStates}). Nothing in a State is believed
 * before it has opened.
 */
@NullMarked
package org.sallyport.gateway.challenge;

import org.jspecify.annotations.NullMarked;
