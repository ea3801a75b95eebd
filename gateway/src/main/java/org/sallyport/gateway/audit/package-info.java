/**
 * The audit log: one line for each login that was decided, in a format that is tested and does not
 * change without a word in the changelog.
 *
 * <p>Start reading at {@link AuditLog} and {@link AuditEntry}. What a client can influence is
 * escaped, so that a line is always one line with the same fields; passwords, codes and secrets
 * never come here.
 */
@NullMarked
package org.sallyport.gateway.audit;

import org.jspecify.annotations.NullMarked;
