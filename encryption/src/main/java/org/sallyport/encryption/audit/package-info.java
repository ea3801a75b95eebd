/**
 * The audit trail of administrators' and clients' changes; {@link AuditTrail} is all there is. What
 * is written there is for people and holds no secret.
 */
@NullMarked
package org.sallyport.encryption.audit;

import org.jspecify.annotations.NullMarked;
