/**
 * What the organisation wants of this client. A policy counts when the organisation key has signed
 * it and its serial is not lower than one that was seen before; {@link
 * org.sallyport.client.policy.Policies} keeps the last one that does. Offline it holds until its
 * grace has ended; then it says itself whether work stops.
 */
@NullMarked
package org.sallyport.client.policy;

import org.jspecify.annotations.NullMarked;
