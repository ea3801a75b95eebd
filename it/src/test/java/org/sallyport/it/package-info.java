/**
 * The director between real programs: what curl, openssl and browsers see of it in front, and what
 * nginx, HAProxy, Postfix and OpenLDAP get of it behind.
 *
 * <p>Start reading at {@link LocalDirector} and {@link Nginx}. Everything listens on loopback; each
 * test has its own programs and ends them. A test whose program is not installed is skipped with a
 * reason, and fails where {@code CI=true}.
 */
@NullMarked
package org.sallyport.it;

import org.jspecify.annotations.NullMarked;
