/**
 * What makes codes: TOTP and HOTP credentials whose seeds are sealed, and temporary codes.
 *
 * <p>Start reading at {@link Credentials}. A seed is unsealed where a code is made, and wiped
 * after.
 */
@NullMarked
package org.sallyport.authority.credential;

import org.jspecify.annotations.NullMarked;
