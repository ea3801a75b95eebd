/**
 * Whether a code is right, now and for the first time.
 *
 * <p>Start reading at {@link Authentications}; {@link Verdict} is what comes out. All rules of one
 * request (lock-out, PIN, replay, repetition) hold inside one transaction.
 */
@NullMarked
package org.sallyport.authority.authentication;

import org.jspecify.annotations.NullMarked;
