/**
 * People as gateways know them: names, state, PIN, lock-out.
 *
 * <p>A user is active or disabled by an administrator and, beside that, locked until a time by
 * wrong codes. Start reading at {@link Users}. Names are normalised by {@link UserName} and by
 * nothing else.
 */
@NullMarked
package org.sallyport.authority.user;

import org.jspecify.annotations.NullMarked;
