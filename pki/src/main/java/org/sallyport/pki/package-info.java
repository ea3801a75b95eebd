/**
 * A small certificate authority for trials, the demo and tests: a root, intermediates, and the
 * certificates of servers and clients (X.509 version 3, RFC 5280).
 *
 * <p>Start reading at {@link Authority}, which lives in memory; {@link PkiDirectory} keeps one in
 * files. There is no revocation and no audit: an authority that guards real systems needs both, so
 * this one is for trials. Bouncy Castle builds the certificates and does not show in any signature.
 */
@NullMarked
package org.sallyport.pki;

import org.jspecify.annotations.NullMarked;
