/**
 * The authentication gateway: it answers RADIUS, asks a directory and the authority.
 *
 * <p>Start reading at {@link Gateway}. A login comes in by {@code radius}, is decided by {@code
 * login} from what {@code identity} and {@code factor} say, goes to the person by way of {@code
 * challenge} where it takes two steps, and is written down by {@code audit}. {@code continuity}
 * stands before the authority and knows what to do without it. A gateway keeps nothing that another
 * one needs: two of them, asked in turn, are as good as one.
 */
@NullMarked
package org.sallyport.gateway;

import org.jspecify.annotations.NullMarked;
