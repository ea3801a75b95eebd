/**
 * What was decided about logins, told: one audit line each, metrics, and the latest of them for
 * people who look. Start reading at {@link org.sallyport.authority.decision.Decisions}.
 *
 * <p>The log and the pages name users, clients, credentials and reasons; no codes, PINs or seeds
 * come here at all.
 */
@NullMarked
package org.sallyport.authority.decision;

import org.jspecify.annotations.NullMarked;
