/**
 * What is kept of who did what: callers, outcomes of changes, the audit trail, and the answers that
 * repeated requests get again.
 *
 * <p>Start reading at {@link Change} and {@link Repetitions}. Callers have been authenticated
 * before they come here.
 */
@NullMarked
package org.sallyport.authority.ledger;

import org.jspecify.annotations.NullMarked;
