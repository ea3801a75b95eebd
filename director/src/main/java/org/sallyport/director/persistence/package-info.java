/**
 * What keeps a session on its member from its first request to its log-out.
 *
 * <p>Start reading at {@link Persistence}, the one thing a service asks. Sessions known by address
 * or by a learned cookie stand in the {@link AffinityTable}; those that carry a {@link MemberTokens
 * token} in a cookie stand nowhere. {@link DirectorState} keeps the table, and what pools remember,
 * across a restart.
 *
 * <p>A cookie's value is a session's secret: it is hashed with a secret key (SipHash-2-4 with 128
 * bits) as soon as it is read, and neither the table, nor a listing, nor the disk ever sees it.
 * Entries name their service and member, so they survive any reload that keeps the names.
 */
@NullMarked
package org.sallyport.director.persistence;

import org.jspecify.annotations.NullMarked;
