/**
 * What gateways need while the authority is away, and what they tell it afterwards.
 *
 * <p>Start reading at {@link Packages}: codes of the coming hours, sealed to a gateway's key. Seeds
 * never leave.
 */
@NullMarked
package org.sallyport.authority.continuity;

import org.jspecify.annotations.NullMarked;
