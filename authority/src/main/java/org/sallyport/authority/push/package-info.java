/**
 * Challenges that a person answers on a device: enrolled by an activation code, shown with a
 * number, approved or denied.
 *
 * <p>A challenge is pending, then accepted or refused (denied, wrong number, expired), and stays
 * so. Start reading at {@link Challenges}. Who signs as a device has been verified before it comes
 * here.
 */
@NullMarked
package org.sallyport.authority.push;

import org.jspecify.annotations.NullMarked;
